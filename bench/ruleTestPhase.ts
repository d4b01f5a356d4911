import { LRUCache } from 'lru-cache';
import { readValidatorOptions } from '../plugins/slo-scout-backend/src/validators';
import { checkRuleTests } from '../plugins/slo-scout-backend/src/validators/ruleTests';
import type { TestWords } from '../plugins/slo-scout-backend/src/validators/ruleTests/testOutput';
import { BareCheck, isRuleFile, isRuleTest } from './bareCheck';
import { filesOf, NO_CONFIG } from './files';
import type { Prepare } from './phases';

/** Nothing is remembered from one run to the next. */
const forgetful = () => new LRUCache<string, TestWords>({ max: 1 });

/** Every rule test of a service, as validation runs them. */
export const ruleTests: Prepare = async (size, places) => {
  const { files } = filesOf(size, places);
  // Bare promtool evaluates every rule of the service for every test: that grows
  // with the square, and ten SLOs take it minutes.
  const bare = size === 1 ? await BareCheck.tests(files) : undefined;
  const { promtool } = readValidatorOptions(NO_CONFIG);
  return {
    run: async () => {
      const verdicts = await checkRuleTests(
        { tests: files.filter(isRuleTest), rules: files.filter(isRuleFile) },
        {
          promtoolPath: promtool.promtoolPath,
          timeoutMs: 10 * 60_000,
          cache: forgetful(),
        },
      );
      for (const { status, errors } of verdicts.values()) {
        if (status !== 'passed') throw new Error(errors[0].message);
      }
    },
    ...(bare && { beside: bare, close: () => bare.remove() }),
  };
};
