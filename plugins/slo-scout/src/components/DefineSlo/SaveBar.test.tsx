import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aSlo } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { renderTab } from '../../__testUtils__/renderTab';
import { exampleDocument } from '../../documents/example';

jest.mock('../CodeEditor/CodeMirrorEditor');
jest.mock('../PromqlField/PromqlEditor');

// The place itself is loaded when it is shown.
jest.setTimeout(30_000);

const WARNING = 'alertPolicies are not read';
const wait = { timeout: 10_000 };
const title = () =>
  screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' }, wait);
const rename = async (value: string) =>
  fireEvent.change(await title(), { target: { value } });
const button = () => screen.getByRole('button', { name: 'Save as draft' });

/** Has something to say of the first document only. */
class Warning extends InMemorySloScout {
  override async createSlos(request: { document: string }) {
    const result = await super.createSlos(request);
    return request.document.includes('corrected')
      ? result
      : { ...result, warnings: [WARNING] };
  }
}

const NAME = 'http_success_rate';

it.each([
  ['/slos/new', []],
  [
    `/slos/slo-${NAME}/edit`,
    [aSlo({ name: NAME, document: exampleDocument('payments-api') })],
  ],
])('saves what is corrected after warnings: %s', async (path, slos) => {
  const backend = new Warning({ slos });
  renderTab(backend, path);
  await rename('first');
  await userEvent.click(button());
  expect(await screen.findByText(WARNING)).toBeInTheDocument();
  await waitFor(() => expect(button()).toHaveAttribute('aria-disabled'));
  expect(screen.queryByText(/has an SLO of that name/)).not.toBeInTheDocument();

  await rename('corrected');
  expect(Object.values(window.sessionStorage).join()).toContain('corrected');
  await userEvent.click(
    screen.getAllByRole('button', { name: 'Back to the SLOs' })[0],
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Stay here' }),
  );
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );

  await userEvent.click(button());
  expect(
    await screen.findByText('1 SLO saved as a draft.'),
  ).toBeInTheDocument();
  expect(backend.slos).toHaveLength(1);
  expect(JSON.stringify(backend.slos)).toContain('corrected');
  expect(window.sessionStorage).toHaveLength(0);
});
