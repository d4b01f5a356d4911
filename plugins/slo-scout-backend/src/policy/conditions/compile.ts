import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import type { PolicyFacts } from '@slo-scout/backstage-plugin-slo-scout-common';
import { ConditionError } from './ConditionError';
import type { Expr } from './expression';
import { unknownName } from './names';
import { stepsOf } from './steps';
import { bindingsOf, longestList } from './variables';

/** Longest expression, characters. */
export const MAX_EXPRESSION_LENGTH = 2000;

/** Steps of one evaluation: some tens of milliseconds, half a second of regular expressions. */
const MAX_STEPS = 100_000;

/** Lists of so many entries are taken for granted when a condition is written. */
const USUAL_LIST = 50;

/** Standard functions only. */
const env = celEnv();

/** A condition that was found sound. */
export interface CompiledCondition {
  /** Throws `ConditionError` where the facts do not say whether it holds. */
  holds(facts: PolicyFacts): boolean;
}

const compiled = new Map<string, CompiledCondition>();
const MAX_COMPILED = 1000;

/** Throws `ConditionError` with the place of the fault. */
export function compileCondition(expression: string): CompiledCondition {
  const known = compiled.get(expression);
  if (known) return known;
  const condition = compileAnew(expression);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(expression, condition);
  return condition;
}

function compileAnew(expression: string): CompiledCondition {
  if (expression.length > MAX_EXPRESSION_LENGTH) {
    throw new ConditionError(
      `the expression is longer than ${MAX_EXPRESSION_LENGTH} characters`,
    );
  }
  const expr = parseExpression(expression);
  if (stepsOf(expr, USUAL_LIST) > MAX_STEPS) {
    throw new ConditionError(
      'the expression loops too often inside loops; a decision must not wait for it',
    );
  }
  const evaluate = plan(env, expr);
  return {
    holds: facts => {
      if (stepsOf(expr, longestList(facts)) > MAX_STEPS) {
        throw new ConditionError(
          'the facts have lists too long for its loops inside loops',
        );
      }
      const result = evaluate(bindingsOf(facts));
      if (isCelError(result)) throw new ConditionError(result.message);
      if (typeof result !== 'boolean') {
        throw new ConditionError('the expression is neither true nor false');
      }
      return result;
    },
  };
}

function parseExpression(expression: string): Expr {
  try {
    const { expr, sourceInfo } = parse(expression);
    const unknown = unknownName(expr, env);
    if (unknown) {
      const offset = sourceInfo?.positions[String(unknown.id)] ?? 0;
      throw ConditionError.at(expression, offset, unknown.message);
    }
    return expr;
  } catch (error) {
    if (error instanceof ConditionError) throw error;
    // The parser recurses.
    if (error instanceof RangeError) {
      throw new ConditionError('the expression is nested too deeply');
    }
    throw syntaxFault(error);
  }
}

function syntaxFault(error: unknown): ConditionError {
  const { rawMessage, message, location } = error as {
    rawMessage?: string;
    message: string;
    location?: { start: { line: number; column: number } };
  };
  return new ConditionError(rawMessage ?? message, location?.start);
}
