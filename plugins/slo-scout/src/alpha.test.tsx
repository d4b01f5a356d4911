import { screen } from '@testing-library/react';
import { aSlo } from './testing/fixtures';
import { renderTab } from './testing/renderTab';

it('shows the tab on the page of a component', async () => {
  renderTab({ slos: [aSlo()] });
  expect(
    await screen.findByRole('article', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
  expect(screen.getByText('1 SLO in force')).toBeInTheDocument();
});

it.each([
  ['/artifacts', 'Artifacts'],
  ['/artifacts/generate', 'Generate artifacts'],
  ['/deployments', 'Deployments'],
  ['/audit', 'Audit trail'],
  ['/gone', 'Service level objectives'],
])('has an address for each view: %s', async (path, title) => {
  renderTab({ slos: [aSlo()] }, path);
  expect(
    await screen.findByRole('heading', { level: 2, name: title }),
  ).toBeInTheDocument();
});
