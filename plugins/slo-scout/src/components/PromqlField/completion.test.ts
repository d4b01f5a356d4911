import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { answerLookup } from '../../__testUtils__/definition';
import { type LookUp, promqlCompletion } from './completion';

const ENTITY = { entity_ref: 'component:default/payments-api' };

/** What is suggested at the `|` of a text. */
async function suggested(marked: string, lookUp: LookUp) {
  const text = marked.replace('|', '');
  const state = EditorState.create({
    doc: text,
    extensions: [new PromQLExtension().asExtension()],
  });
  const result = await promqlCompletion(lookUp).promQL(
    new CompletionContext(state, marked.indexOf('|'), true),
  );
  return result;
}

const labels = async (text: string, lookUp: LookUp) =>
  (await suggested(text, lookUp))?.options.map(option => option.label);

const answer = jest.fn<ReturnType<LookUp>, Parameters<LookUp>>(async request =>
  answerLookup({ ...ENTITY, ...request }),
);

it('asks for metrics by their beginning, and says what they are', async () => {
  const result = await suggested('http_req|', answer);
  expect(answer).toHaveBeenLastCalledWith({ of: 'names', prefix: 'http_req' });
  expect(
    result?.options.find(({ label }) => label === 'http_requests_total'),
  ).toMatchObject({ detail: 'counter', info: 'Requests answered.' });
});

it('asks for the labels of a metric and their values', async () => {
  expect(await labels('http_requests_total{|}', answer)).toEqual([
    'code',
    'service',
  ]);
  expect(await labels('http_requests_total{code="|"}', answer)).toEqual([
    '200',
    '500',
  ]);
  expect(answer).toHaveBeenLastCalledWith({
    of: 'values',
    label: 'code',
    metric: 'http_requests_total',
  });
});

it('asks again with more letters where names were left out', async () => {
  const all = await suggested('http_|', answer);
  expect(all?.validFor).toBeDefined();
  const some = await suggested('http_|', async () => ({
    values: ['http_a'],
    complete: false,
  }));
  expect(some?.validFor).toBeUndefined();
});

it('lets people write on while Prometheus is away', async () => {
  const away = async () => {
    throw new Error('away');
  };
  // Functions are suggested all the same.
  expect(await labels('ra|', away)).toContain('rate');
});
