import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import execa from 'execa';
import type { GeneratedFile } from '../plugins/slo-scout-backend/src/generators';

/** promtool and nothing else, on files written once before, as they are shipped. */
export class BareCheck {
  private constructor(
    readonly folder: string,
    readonly command: string[],
    /** Of the files that it is given, together. */
    readonly bytes: number,
  ) {}

  /** `promtool check rules` on the rule files. */
  static rules(files: GeneratedFile[]): Promise<BareCheck> {
    const rules = files.filter(isRuleFile);
    return BareCheck.#create('check', rules, rules);
  }

  /** `promtool test rules` on the rule tests, beside the rules that they read. */
  static tests(files: GeneratedFile[]): Promise<BareCheck> {
    const tests = files.filter(isRuleTest);
    return BareCheck.#create(
      'test',
      [...files.filter(isRuleFile), ...tests],
      tests,
    );
  }

  static async #create(
    what: 'check' | 'test',
    written: GeneratedFile[],
    given: GeneratedFile[],
  ): Promise<BareCheck> {
    const folder = await mkdtemp(join(tmpdir(), 'slo-scout-bench-'));
    for (const { path, content } of written) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const paths = given.map(file => file.path);
    const bytes = given.reduce(
      (sum, file) => sum + Buffer.byteLength(file.content),
      0,
    );
    return new BareCheck(folder, ['promtool', what, 'rules', ...paths], bytes);
  }

  async run(): Promise<void> {
    const [promtool, ...args] = this.command;
    await execa(promtool, args, { cwd: this.folder });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function isRuleFile({ type }: GeneratedFile): boolean {
  return type === 'recording_rule' || type === 'alert_rule';
}

export function isRuleTest({ type }: GeneratedFile): boolean {
  return type === 'rule_test';
}
