import {
  input,
  paymentSuccessRate,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles, plannedPaths } from '../generators';
import { validateFiles } from './validateFiles';

const given = input([paymentSuccessRate]);
const { files } = generateFiles(given, ['runbook']);
const [page, document] = files;

async function judge(knownPaths: string[], judged = files) {
  const verdicts = await validateFiles(judged, {
    promtool: { promtoolPath: 'promtool', timeoutMs: 20_000 },
    dryRun: { rangeSeconds: 60, stepSeconds: 60, deadlineMs: 1000 },
    prometheus: undefined,
    knownPaths,
  });
  return judged.map(({ path }) => verdicts.get(path)!);
}

describe('runbooks before the validators', () => {
  it('pass where rules and dashboard are known', async () => {
    expect(await judge(plannedPaths(given))).toEqual([
      { status: 'passed', errors: [] },
      { status: 'passed', errors: [] },
    ]);
  });

  it('fail where a page links to what is not there', async () => {
    const [onPage, onDocument] = await judge([]);
    expect(onDocument.status).toBe('passed');
    expect(onPage.errors).toHaveLength(3);
    expect(onPage).toMatchObject({
      status: 'failed',
      errors: expect.arrayContaining([
        expect.objectContaining({
          validator: 'runbook_page',
          message: expect.stringContaining(
            '../prometheus/rules/alerting/payments_api_slos.yaml leads to no file',
          ),
        }),
      ]),
    });
  });

  it('are told apart by the names of their files', async () => {
    const swapped = [
      { ...page, content: document.content },
      { ...document, content: page.content },
    ];
    const verdicts = await judge(plannedPaths(given), swapped);
    expect(
      verdicts.map(({ errors }) => [...new Set(errors.map(e => e.validator))]),
    ).toEqual([['runbook_page'], ['runbook_schema']]);
  });
});
