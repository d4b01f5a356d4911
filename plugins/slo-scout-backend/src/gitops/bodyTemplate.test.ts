import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { BODY_SECTIONS, renderBody, type BodySections } from './bodyTemplate';
import { readTargets } from './targets';

const sections = Object.fromEntries(
  BODY_SECTIONS.map(name => [name, `<${name}> & \`x\``]),
) as BodySections;

describe("a template of pull requests' bodies", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-body-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const read = async (template: string, more: JsonObject = {}) => {
    const path = join(folder, 'body.md');
    await writeFile(path, template);
    const target = {
      ...{ name: 'production', environment: 'production' },
      ...{ provider: 'github', host: 'github.com', repo: 'org/config' },
    };
    const config = mockServices.rootConfig({
      data: {
        sloScout: {
          pullRequests: { template: path, ...more },
          targets: [
            target,
            {
              ...{ ...target, name: 'other', repo: 'org/other' },
              pullRequests: { draft: true, reviewers: 'none' },
            },
          ],
        },
      },
    });
    return readTargets(config).all();
  };

  it('is read for all targets, and changed by one', async () => {
    const template = '{{approvals}} {{audit}}';
    const [common, own] = await read(template, { signOff: true });
    expect(common.pullRequests).toEqual({
      ...{ template, draft: false, signOff: true, reviewers: 'codeowners' },
    });
    expect(own.pullRequests).toEqual({
      ...{ template, draft: true, signOff: true, reviewers: 'none' },
    });
  });

  it('puts the sections where it names them, as they are', () => {
    expect(
      renderBody(
        '{{#override}}Override!{{/override}}{{^why}}-{{/why}}\n{{{audit}}}{{summary}}',
        { ...sections, override: '' },
      ),
    ).toBe('\n<audit> & `x`<summary> & `x`');
  });

  it.each([
    ['{{#audit}', /Unclosed|must/],
    ['{{approvals}} {{audit}} {{secrets}}', /\{\{secrets\}\} is unknown/],
    ['{{approvals}} {{audit}} {{#why}}{{x}}{{/why}}', /\{\{x\}\} is unknown/],
    ['{{approvals}} {{audit}} {{> file}}', /\{\{> file\}\} is unknown/],
    ['{{summary}} {{audit}}', /must be in it/],
    ['x'.repeat(20_001), /20000 characters at most/],
  ])('stops the start where it is %j', async (template, words) => {
    await expect(read(template)).rejects.toThrow(words);
  });

  it('stops the start where the options are unknown', async () => {
    const template = '{{approvals}} {{audit}}';
    await expect(read(template, { reviewer: 'owner' })).rejects.toThrow(
      /sloScout.pullRequests: reviewer is unknown/,
    );
    await expect(read(template, { reviewers: 'all' })).rejects.toThrow(
      /reviewers: all is unknown/,
    );
    await expect(
      read(template, { template: join(folder, 'none') }),
    ).rejects.toThrow(/sloScout.pullRequests.template .* cannot be used/);
  });
});
