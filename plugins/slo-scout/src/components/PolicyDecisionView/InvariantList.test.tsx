import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { InvariantResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen } from '@testing-library/react';
import { InvariantList } from './InvariantList';

const services: InvariantResult = {
  ...{ invariant: 'blast_radius.services', mode: 'block', ok: true },
  ...{ limit: 10, measured: 3, source: 'catalog', required_override: null },
  message: 'As the server says it.',
};

const show = (over: Partial<InvariantResult>) =>
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <InvariantList invariants={[{ ...services, ...over }]} />
    </TestApiProvider>,
  );

it('says what an invariant found in words of its own', () => {
  const values = { measured: 3, limit: 10 };
  show({ message_coded: [{ code: 'invariant.services', values }] });
  expect(
    screen.getByText('Services affected: 3; at most 10 are allowed.'),
  ).toBeInTheDocument();
  expect(screen.queryByText(services.message)).not.toBeInTheDocument();
});

it('never shows a violated limit as what was measured', () => {
  show({ ok: false, limit: 20, measured: 20.001 });
  expect(screen.getByText('20.001')).toBeInTheDocument();
  expect(screen.getByText('≤ 20')).toBeInTheDocument();
});

it('leaves the words of a module as they are', () => {
  show({ invariant: 'payments.reviewed' });
  expect(screen.getByText(services.message)).toBeInTheDocument();
});
