import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { PolicyDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { render, screen } from '@testing-library/react';
import { aDecision, aRefusal } from '../../__testUtils__/fixtures';
import { PolicyVerdict } from './PolicyVerdict';

const [, broken] = aRefusal().invariants;

it.each<[string, PolicyDecision, string, string]>([
  ['what is kept', aDecision(), 'Success', 'The policy allows this bundle.'],
  [
    'what is warned of',
    aDecision({ invariants: [{ ...broken, mode: 'warn' }] }),
    'Warning',
    'The policy allows this bundle, although 1 invariant is not kept.',
  ],
  [
    'what an override lets pass',
    {
      ...aDecision(),
      invariants: [{ ...broken, overridden_by: 'override-1' }],
    },
    'Warning',
    'The policy allows this bundle, although 1 invariant is not kept.',
  ],
  [
    'what is violated',
    aRefusal(),
    'Error',
    'The policy refuses this bundle: 1 invariant is violated.',
  ],
])('says of %s what it is', (_, decision, look, words) => {
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <PolicyVerdict decision={decision} />
    </TestApiProvider>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent(words);
  expect(screen.getByRole('alert')).toHaveClass(`MuiAlert-standard${look}`);
});
