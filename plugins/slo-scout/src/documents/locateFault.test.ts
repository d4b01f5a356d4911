import { locateFaults, parseFaultPath } from './locateFault';

const TEXT = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
spec:
  objectives:
    - target: 0.99
    - target: 7
---
apiVersion: openslo/v1
kind: SLO
spec:
  timeWindow: []
`;

const line = (path: string, message = 'is wrong') =>
  locateFaults(TEXT, [{ path, message }])[0].line;

it('reads the paths that the server writes', () => {
  expect(parseFaultPath('document[0].spec.objectives[1].target')).toEqual([
    'document',
    0,
    'spec',
    'objectives',
    1,
    'target',
  ]);
  expect(parseFaultPath('document[2].metadata["a.b/c"]')).toEqual([
    'document',
    2,
    'metadata',
    'a.b/c',
  ]);
});

it('finds a value in a list, in whichever document', () => {
  expect(line('document[0].spec.objectives[1].target')).toBe(8);
  expect(line('document[1].spec.timeWindow')).toBe(13);
});

it('points to the nearest parent of a field that is missing', () => {
  expect(line('document[0].metadata.labels.team')).toBe(3);
  expect(line('document[1].metadata.name')).toBe(10);
});

it('believes a line that the message names', () => {
  expect(line('document[0]', 'Nested mappings at line 4, column 3')).toBe(4);
});

it('leaves faults without a place alone', () => {
  expect(line('entity_ref')).toBeUndefined();
  expect(line('document[9].spec')).toBeUndefined();
  expect(
    locateFaults(': [', [{ path: 'document[0].a', message: 'x' }]),
  ).toEqual([expect.objectContaining({ path: 'document[0].a' })]);
});
