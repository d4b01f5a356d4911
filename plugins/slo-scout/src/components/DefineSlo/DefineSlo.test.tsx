import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answerCheck, answerHistory } from '../../__testUtils__/definition';
import { aSlo } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';
import { exampleDocument } from '../../documents/example';

jest.mock('../CodeEditor/CodeMirrorEditor');
jest.mock('../PromqlField/PromqlEditor');

// The place itself is loaded when it is shown.
jest.setTimeout(30_000);

const wait = { timeout: 10_000 };
const editor = () =>
  screen.findByRole<HTMLTextAreaElement>(
    'textbox',
    { name: 'SLO document' },
    wait,
  );
const field = (name: string) =>
  screen.findByRole<HTMLInputElement>('textbox', { name }, wait);
const line = () => screen.findByRole('slider', { name: 'Objective' }, wait);
const write = (element: HTMLElement, value: string) =>
  fireEvent.change(element, { target: { value } });
const save = () =>
  userEvent.click(screen.getByRole('button', { name: 'Save as draft' }));

it('begins with an example of this service and saves a draft', async () => {
  const { backend } = renderTab({ slos: [] }, '/slos/new');
  expect(await editor()).toHaveTextContent('service: "payments-api"');
  await save();
  expect(
    await screen.findByText('1 SLO saved as a draft.'),
  ).toBeInTheDocument();
  expect(screen.getByLabelText('address')).toHaveTextContent(
    /slo-scout\/slos$/,
  );
  expect(backend.slos.map(slo => slo.name)).toEqual(['http_success_rate']);
});

it('does not call back somebody who has left while it was being saved', async () => {
  const backend = new InMemorySloScout({ slos: [] });
  let answer = (_: { slos: Slo[]; warnings: string[] }) => {};
  jest.spyOn(backend, 'createSlos').mockReturnValue(
    new Promise(resolve => {
      answer = resolve;
    }),
  );
  renderTab(backend, '/slos/new');
  await editor();
  await save();
  await userEvent.click(screen.getByRole('link', { name: /^Deployments/ }));
  await act(async () => answer({ slos: [aSlo()], warnings: [] }));
  expect(screen.getByLabelText('address')).toHaveTextContent(/\/deployments$/);
});

it('edits the latest text of an SLO, which others can link to', async () => {
  const slo = aSlo({ draft: aSlo({ document: 'kind: SLO # corrected' }) });
  renderTab({ slos: [slo] }, '/slos');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Edit payment_success_rate' }),
  );
  expect(await editor()).toHaveValue('kind: SLO # corrected');
  expect(screen.getByLabelText('address')).toHaveTextContent(
    `/slo-scout/slos/${slo.id}/edit`,
  );
  expect(screen.getByRole('button', { name: 'Save as draft' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

it('says that there is no such SLO', async () => {
  renderTab({ slos: [] }, '/slos/gone/edit');
  expect(
    await screen.findByText('There is no such SLO here.', {}, wait),
  ).toBeInTheDocument();
});

describe('form and document', () => {
  it('follow each other', async () => {
    renderTab({ slos: [] }, '/slos/new');
    const text = await editor();
    const percent = await field('Objective');
    write(percent, '99.5');
    expect(text.value).toContain('- target: 0.995\n');
    write(text, text.value.replace('target: 0.995', 'target: 0.98 # agreed'));
    expect(percent).toHaveValue('98');
    write(await field('Name'), 'orders');
    expect(text.value).toMatch(/name: orders[^]*target: 0\.98 # agreed/);
  });

  it('let a number be written letter by letter', async () => {
    renderTab({ slos: [] }, '/slos/new');
    const text = await editor();
    const percent = await field('Objective');
    await userEvent.clear(percent);
    await userEvent.type(percent, '99.05');
    expect(percent).toHaveValue('99.05');
    expect(text.value).toContain('target: 0.9905');
  });

  it('change the kind with its queries, and take a limit letter by letter', async () => {
    renderTab({ slos: [] }, '/slos/new');
    const text = await editor();
    await userEvent.click(
      screen.getByRole('button', { name: /What is measured/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'A value with a limit' }),
    );
    const limit = await field('Limit');
    for (const written of ['0.25', '1.05']) {
      await userEvent.clear(limit);
      await userEvent.type(limit, written);
      expect(limit).toHaveValue(written);
    }
    expect(text.value).toMatch(/thresholdMetric[^]*op: lt\n *value: 1\.05\n/);
    expect(
      screen.queryByRole('textbox', { name: 'All events (PromQL)' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['kind: [', /Line 1 of the document is not YAML, so the form waits/],
    ['version: prometheus/v1', /this document is prometheus\/v1/],
    ['# nothing', /The text holds no SLO yet/],
  ])('say why there is no form: %s', async (written, words) => {
    renderTab({ slos: [] }, '/slos/new');
    write(await editor(), written);
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(await editor()).toHaveValue(written);
  });

  it('are of the chosen one of several documents', async () => {
    renderTab({ slos: [] }, '/slos/new');
    const text = await editor();
    const other = text.value.replaceAll('http_success_rate', 'other');
    write(text, `${text.value}---\n${other}`);
    await userEvent.click(
      await screen.findByRole('button', { name: /Document in the form/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'other' }));
    write(await field('Objective'), '90');
    expect(text.value).toMatch(/target: 0\.999\n---[^]*target: 0\.9\n/);
  });
});

describe('the check', () => {
  it('lists every fault by path and marks its line, without saving', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    jest.spyOn(backend, 'checkDocument').mockResolvedValue({
      ...answerCheck(''),
      slos: [],
      queries: [],
      faults: [
        {
          path: 'document[0].spec.objectives[0].target',
          message: 'must be below 1',
        },
        { path: 'document[0].metadata.name', message: 'has spaces' },
      ],
    });
    renderTab(backend, '/slos/new');
    write(
      await editor(),
      'metadata:\n  name: a b\nspec:\n  objectives:\n    - target: 7\n',
    );
    const faults = await screen.findByRole('alert', {}, wait);
    expect(faults).toHaveTextContent('The document has 2 faults.');
    expect(faults).toHaveTextContent(
      'document[0].spec.objectives[0].target (line 5): must be below 1',
    );
    expect(screen.getByText('marked 5: must be below 1')).toBeInTheDocument();
    expect(screen.getByText('marked 2: has spaces')).toBeInTheDocument();
  });

  it('says in words that a query gives nothing', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    const [bad, total] = answerCheck('').queries;
    jest.spyOn(backend, 'checkDocument').mockResolvedValue({
      ...answerCheck(''),
      notes: ['x has no label y; did you mean z?'],
      queries: [
        { ...bad, series: 0 },
        { ...total, series: undefined, error: '1:4: parse error' },
      ],
    });
    renderTab(backend, '/slos/new');
    const check = await screen.findByRole('region', { name: 'Check' }, wait);
    expect(
      await within(check).findByText(/no data now/, {}, wait),
    ).toBeInTheDocument();
    expect(check).toHaveTextContent('1:4: parse error');
    expect(check).toHaveTextContent('did you mean z?');
  });

  it('is not asked by those who would be refused', async () => {
    const backend = new InMemorySloScout({
      slos: [],
      capabilities: { can_write_slos: false },
    });
    const asked = [
      jest.spyOn(backend, 'checkDocument'),
      jest.spyOn(backend, 'sloTemplates'),
    ];
    renderTab(backend, '/slos/new');
    await editor();
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Save as draft' }),
      ).toHaveAttribute('aria-disabled', 'true'),
    );
    asked.forEach(call => expect(call).not.toHaveBeenCalled());
  });
});

describe('the objective as a line', () => {
  it('is moved by keyboard into form and text, and asks nothing again', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    const history = jest.spyOn(backend, 'documentHistory');
    const check = jest.spyOn(backend, 'checkDocument');
    renderTab(backend, '/slos/new');
    const slider = await line();
    expect(slider).toHaveAttribute('aria-valuenow', '99.9');
    // 1,176 of 720,000 events are bad, 720 may be.
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      '99.9 %: The budget would be overspent: 1.63 times what it allows.',
    );
    slider.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{PageDown}');
    const value = Number(slider.getAttribute('aria-valuenow'));
    expect(value).toBeLessThan(99.9);
    expect(await field('Objective')).toHaveValue(String(value));
    expect((await editor()).value).toContain(
      `target: ${Number((value / 100).toPrecision(12))}`,
    );
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/of the budget would be spent/),
    );
    // The check follows, the history does not.
    const { value: text } = await editor();
    await waitFor(
      () =>
        expect(check).toHaveBeenLastCalledWith(
          expect.objectContaining({ document: text }),
          expect.anything(),
        ),
      wait,
    );
    expect(history).toHaveBeenCalledTimes(1);
  });

  it('says what the objective would have meant', async () => {
    renderTab({ slos: [] }, '/slos/new');
    await line();
    const panel = screen.getByRole('region', {
      name: 'The last 30 days with this objective',
    });
    expect(panel).toHaveTextContent('99.8367 % of the events were good.');
    expect(panel).toHaveTextContent(
      'Allows 43 min 12 s of full outage in 30 d.',
    );
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Show the days as a table' }),
    );
    expect(within(panel).getByRole('table')).toBeInTheDocument();
  });

  it('is not taken for that of a query that cannot be read', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    renderTab(backend, '/slos/new');
    await line();
    const former = 'This is still the curve of the former query.';
    expect(screen.queryByText(former)).not.toBeInTheDocument();
    const check = jest.spyOn(backend, 'checkDocument');
    check.mockResolvedValueOnce({
      ...answerCheck(''),
      slos: [],
      faults: [{ path: 'document[0]', message: 'no PromQL' }],
    });
    const text = await editor();
    write(text, text.value.replaceAll('http_requests_total', '(((('));
    expect(await screen.findByText(former, {}, wait)).toBeInTheDocument();
    write(text, text.value.replaceAll('((((', 'requests_total'));
    await waitFor(
      () => expect(screen.queryByText(former)).not.toBeInTheDocument(),
      wait,
    );
    check.mockRejectedValueOnce(await refusal(503, 'away'));
    write(text, text.value.replaceAll('requests_total', 'other_total'));
    expect(await screen.findByText(former, {}, wait)).toBeInTheDocument();
  });

  it('gives way to words where there is no history', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    jest.spyOn(backend, 'documentHistory').mockResolvedValue({
      ...answerHistory(''),
      events: [],
      reason: 'No Prometheus is configured for production',
    });
    renderTab(backend, '/slos/new');
    expect(
      await screen.findByText(
        'No Prometheus is configured for production',
        {},
        wait,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('slider')).not.toBeInTheDocument();
  });
});

describe('templates', () => {
  it('fill the document, with a name that is free', async () => {
    renderTab({ slos: [aSlo({ name: 'availability' })] }, '/slos/new');
    const card = await screen.findByRole(
      'article',
      { name: 'Availability' },
      wait,
    );
    expect(card).toHaveTextContent('http_requests_total');
    expect(card).toHaveTextContent('told by the label code');
    await userEvent.click(
      within(card).getByRole('button', { name: 'Use this: Availability' }),
    );
    expect(await field('Name')).toHaveValue('availability-2');
    expect((await editor()).value).toContain('name: availability-2');
  });

  it('give way once somebody writes', async () => {
    renderTab({ slos: [] }, '/slos/new');
    await screen.findByRole('article', { name: 'Availability' }, wait);
    write(await field('Name'), 'mine');
    expect(
      screen.queryByRole('article', { name: 'Availability' }),
    ).not.toBeInTheDocument();
  });

  it('say what was looked for where there are none', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    jest.spyOn(backend, 'sloTemplates').mockResolvedValue({
      templates: [],
      looked_for: ['{service="payments-api"}', '{job="payments-api"}'],
    });
    renderTab(backend, '/slos/new');
    expect(
      await screen.findByText(
        /found in \{service="payments-api"\}, \{job="payments-api"\}/,
        {},
        wait,
      ),
    ).toBeInTheDocument();
  });
});

describe('what is not saved', () => {
  it('is asked for before a link leads away', async () => {
    renderTab({ slos: [] }, '/slos/new');
    write(await field('Name'), 'mine');
    const back = screen.getByRole('button', { name: 'Back to the SLOs' });
    await userEvent.click(back);
    const dialog = await screen.findByRole('dialog', {
      name: 'Leave without saving?',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Stay here' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(await field('Name')).toHaveValue('mine');
    await userEvent.click(back);
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(
      await screen.findByText('This service has no SLO yet'),
    ).toBeInTheDocument();
  });

  it('is there again after the page was left otherwise', async () => {
    const { view } = renderTab({ slos: [] }, '/slos/new');
    write(await editor(), `${exampleDocument('payments-api')}# mine\n`);
    const kept = { ...window.sessionStorage };
    view.unmount();
    const clear = jest
      .spyOn(Storage.prototype, 'clear')
      .mockImplementation(() => {});
    renderTab({ slos: [] }, '/slos/new');
    clear.mockRestore();
    expect(Object.keys(kept)).toHaveLength(1);
    expect((await editor()).value).toContain('# mine');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard it' }),
    );
    expect((await editor()).value).not.toContain('# mine');
  });

  it('stays where saving fails, with the words of the server', async () => {
    const backend = new InMemorySloScout({ slos: [] });
    jest
      .spyOn(backend, 'createSlos')
      .mockRejectedValue(await refusal(500, 'the database is away'));
    renderTab(backend, '/slos/new');
    write(await field('Name'), 'mine');
    await save();
    expect(await screen.findByText(/the database is away/)).toBeInTheDocument();
    expect(await field('Name')).toHaveValue('mine');
  });
});

it('takes a file, and takes it again once it is corrected', async () => {
  renderTab({ slos: [] }, '/slos/new');
  const text = await editor();
  const file = new File(['kind: SLO'], 'slo.yaml');
  for (const written of ['kind: SLO # first', 'kind: SLO # corrected']) {
    file.text = async () => written;
    await userEvent.upload(screen.getByLabelText('YAML file'), file);
    await waitFor(() => expect(text).toHaveValue(written));
  }
});
