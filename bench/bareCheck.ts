import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import execa from 'execa';
import type { GeneratedFile } from '../plugins/slo-scout-backend/src/generators';

/** `promtool check rules` and nothing else, on the rule files written once before. */
export class BareCheck {
  private constructor(
    readonly folder: string,
    readonly command: string[],
    /** Of the rule files together. */
    readonly bytes: number,
  ) {}

  static async create(files: GeneratedFile[]): Promise<BareCheck> {
    const folder = await mkdtemp(join(tmpdir(), 'slo-scout-bench-'));
    const rules = files.filter(file => file.type.endsWith('_rule'));
    for (const { path, content } of rules) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const paths = rules.map(file => file.path);
    const bytes = rules.reduce(
      (sum, r) => sum + Buffer.byteLength(r.content),
      0,
    );
    return new BareCheck(
      folder,
      ['promtool', 'check', 'rules', ...paths],
      bytes,
    );
  }

  async run(): Promise<void> {
    const [promtool, ...args] = this.command;
    await execa(promtool, args, { cwd: this.folder });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
