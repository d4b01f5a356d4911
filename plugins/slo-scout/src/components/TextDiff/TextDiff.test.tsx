import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TextDiff } from './TextDiff';

const BEFORE = `${Array.from({ length: 20 }, (_, i) => `line ${i}`).join(
  '\n',
)}\nfor: 5m\n`;

const show = async (before: string | null, after: string | null) => {
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <TextDiff after={after} before={before} label="What changes" />
    </TestApiProvider>,
  );
  return screen.findByRole('table', { name: 'What changes' });
};

it('says in words what is added and removed, and marks the words', async () => {
  const table = await show(BEFORE, BEFORE.replace('5m', '10m'));
  expect(screen.getByText('Lines added: 1, removed: 1')).toBeInTheDocument();
  const rows = within(table).getAllByRole('row');
  const removed = rows.find(row => row.textContent?.includes('removed'))!;
  const added = rows.find(row => row.textContent?.includes('added'))!;
  expect(removed).toHaveTextContent('21−removedfor: 5m');
  expect(added).toHaveTextContent('21+addedfor: 10m');
  expect(within(added).getByText('10m').tagName).toBe('MARK');
});

it('unfolds what did not change', async () => {
  const table = await show(BEFORE, BEFORE.replace('5m', '10m'));
  expect(within(table).queryByText('line 3')).not.toBeInTheDocument();
  await userEvent.click(
    screen.getByRole('button', { name: 'Show 17 unchanged lines' }),
  );
  expect(within(table).getByText('line 3')).toBeInTheDocument();
});

it('draws a long text in parts', async () => {
  const table = await show(null, 'x\n'.repeat(1203));
  expect(within(table).getAllByRole('row')).toHaveLength(1001);
  await userEvent.click(
    screen.getByRole('button', { name: 'Show 203 more rows' }),
  );
  expect(within(table).getAllByRole('row')).toHaveLength(1204);
});
