import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import { auditSubject } from './audit';

const entry = (payload: Record<string, unknown>) => ({ payload } as AuditEntry);

it('tells what an entry is about in one line', () => {
  expect(
    auditSubject(
      entry({ pr_url: 'http://git.test/1', paths: ['a.yaml', 'b.yaml'] }),
    ),
  ).toBe('a.yaml, b.yaml · http://git.test/1');
  expect(auditSubject(entry({ name: 'checkout', reason: 'too noisy' }))).toBe(
    'checkout · too noisy',
  );
});

it('names the files of a bundle', () => {
  expect(
    auditSubject(entry({ artifacts: [{ id: 'x', path: 'a.yaml' }] })),
  ).toBe('a.yaml');
});

it('leaves out what is not for reading', () => {
  expect(auditSubject(entry({ ids: ['x'], name: { a: 1 } }))).toBe('');
});

it('names a few files of many', () => {
  expect(auditSubject(entry({ paths: ['a', 'b', 'c', 'd', 'e'] }))).toBe(
    'a, b, c, + 2',
  );
});
