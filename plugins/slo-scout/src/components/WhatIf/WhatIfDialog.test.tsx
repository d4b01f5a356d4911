import type {
  Slo,
  WhatIfAnswer,
  WhatIfRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aLatencySlo, aSlo } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { answerWhatIf } from '../../__testUtils__/replays';
import { renderTab } from '../../__testUtils__/renderTab';

const dialog = () => screen.findByRole('dialog', { name: /^What if / });
const slider = (name: string) => screen.getByRole('slider', { name });
const focus = (name: string) => act(() => slider(name).focus());
const objectiveField = () =>
  screen.getByRole('textbox', { name: 'Objective in percent' });
const use = () => screen.getByRole('button', { name: 'Use this' });
const answered = () => screen.findByRole('region', { name: 'Answer' });

async function open(backend: InMemorySloScout) {
  const spy = jest.spyOn(backend, 'whatIf');
  renderTab(backend, `/slos?whatif=${backend.slos[0].id}`);
  await dialog();
  await answered();
  return spy;
}
const world = (slo: Slo = aSlo()) => new InMemorySloScout({ slos: [slo] });
const changesAsked = (spy: jest.SpyInstance) =>
  spy.mock.calls.map(([request]) => (request as WhatIfRequest).changes);

it('opens from the card, at an address of its own', async () => {
  renderTab(world(), '/slos');
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'What if… payment_success_rate',
    }),
  );
  expect(await dialog()).toBeInTheDocument();
  expect(screen.getByLabelText('address')).toHaveTextContent(
    '?whatif=slo-payment_success_rate',
  );
  await answered();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.getByLabelText('address')).not.toHaveTextContent('whatif');
});

it('is not there for a retired SLO, and says why others may not', async () => {
  renderTab(
    new InMemorySloScout({
      slos: [aSlo(), aSlo({ name: 'old', status: 'retired' })],
      capabilities: { can_generate: false },
    }),
    '/slos?whatif=slo-old',
  );
  const button = await screen.findByRole('button', {
    name: 'What if… payment_success_rate',
  });
  await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
  await userEvent.click(button);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it('asks for history once, and computes the rest by keyboard', async () => {
  const spy = await open(world());
  expect(changesAsked(spy)).toEqual([{}]);
  expect(await answered()).toHaveTextContent(
    'Prometheus was asked 6 questions.',
  );
  expect(slider('Objective')).toHaveAttribute('aria-valuetext', '99.9 %');
  focus('Objective');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(slider('Objective')).toHaveAttribute('aria-valuetext', '99.8 %');
  await waitFor(() =>
    expect(changesAsked(spy)).toEqual([{}, { objective: 0.998 }]),
  );
  const answer = await screen.findByText(/Prometheus was not asked/);
  expect(answer).toBeInTheDocument();
  expect(await answered()).toHaveTextContent(
    'Alerts per month2 → 1 fewer alerts',
  );
  expect(await answered()).toHaveTextContent('Firings in 30 d2 → 1');
});

it('takes exact numbers, and waits until they are numbers', async () => {
  const spy = await open(world());
  await userEvent.clear(objectiveField());
  await userEvent.type(objectiveField(), '9x');
  expect(screen.getByText('Write a number.')).toBeInTheDocument();
  fireEvent.change(objectiveField(), { target: { value: '99,98' } });
  await waitFor(() =>
    expect(changesAsked(spy).slice(-1)).toEqual([{ objective: 0.9998 }]),
  );
  await userEvent.tab();
  expect(objectiveField()).toHaveValue('99.98');
  expect(await answered()).toHaveTextContent('more alerts');
});

it('offers the limit and the wait of a threshold, and windows', async () => {
  const spy = await open(world(aLatencySlo()));
  focus('Alert after');
  await userEvent.keyboard('{End}');
  await waitFor(() =>
    expect(changesAsked(spy).slice(-1)).toEqual([{ alert_for: '60m' }]),
  );
  focus('Threshold');
  await userEvent.keyboard('{ArrowRight}');
  focus('Window');
  await userEvent.keyboard('{Home}');
  await waitFor(() =>
    expect(changesAsked(spy).slice(-1)).toEqual([
      { window: '7d', threshold: 0.25, alert_for: '60m' },
    ]),
  );
  await answered();
  await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(slider('Window')).toHaveAttribute('aria-valuetext', '30 d');
  expect(await answered()).toHaveTextContent('as many alerts');
});

it('has no threshold for a ratio', async () => {
  await open(world());
  expect(
    screen.queryByRole('slider', { name: 'Threshold' }),
  ).not.toBeInTheDocument();
});

it('drops answers that were overtaken, and keeps the last good one in sight', async () => {
  const backend = world();
  const spy = await open(backend);
  const late: Array<{
    signal?: AbortSignal;
    answer: (value: WhatIfAnswer) => void;
  }> = [];
  spy.mockImplementation(
    (_request, options) =>
      new Promise(answer => {
        late.push({ signal: options?.signal, answer });
      }),
  );
  fireEvent.change(objectiveField(), { target: { value: '99' } });
  await waitFor(() => expect(late).toHaveLength(1));
  const outdated = screen.getByRole('region', {
    name: 'Answer to earlier numbers',
  });
  expect(outdated).toHaveTextContent('2 → 2');
  expect(
    within(outdated).getByRole('progressbar', { name: 'Computing…' }),
  ).toBeInTheDocument();
  expect(use()).toHaveAttribute('aria-disabled', 'true');

  fireEvent.change(objectiveField(), { target: { value: '99.99' } });
  await waitFor(() => expect(late).toHaveLength(2));
  expect(late[0].signal?.aborted).toBe(true);
  late[1].answer(answerWhatIf(aSlo(), { objective: 0.9999 }, 0));
  expect(await answered()).toHaveTextContent('2 → 3 more alerts');
  late[0].answer(answerWhatIf(aSlo(), { objective: 0.99 }, 0));
  await new Promise(resolve => setTimeout(resolve));
  expect(await answered()).toHaveTextContent('2 → 3 more alerts');
});

it('says why numbers are refused, and lets others be tried', async () => {
  const backend = world();
  await open(backend);
  fireEvent.change(objectiveField(), { target: { value: '100' } });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /These numbers cannot be usedAn objective of 100 % leaves no error budget/,
  );
  expect(use()).toHaveAttribute('aria-disabled', 'true');
  expect(
    screen.getByRole('region', { name: 'Answer to earlier numbers' }),
  ).toBeInTheDocument();
  focus('Objective');
  await userEvent.keyboard('{Home}');
  expect(await answered()).toHaveTextContent('2 → 0 fewer alerts');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

it('never takes inconclusive for quiet', async () => {
  const backend = world();
  const answer = answerWhatIf(aSlo(), { objective: 0.9 }, 0);
  jest.spyOn(backend, 'whatIf').mockResolvedValue({
    ...answer,
    result: { ...answer.result, verdict: 'inconclusive', reason: 'cut off' },
  });
  renderTab(backend, `/slos?whatif=${backend.slos[0].id}`);
  const shown = await answered();
  expect(shown).toHaveTextContent(
    'unknown → unknown cannot be compared: inconclusive',
  );
  expect(shown).toHaveTextContent('Inconclusive: cut off');
  expect(shown).not.toHaveTextContent('Passed');
});

it('makes a draft revision of the numbers that were answered', async () => {
  const backend = world();
  const create = jest.spyOn(backend, 'createSlos');
  await open(backend);
  expect(use()).toHaveAttribute('aria-disabled', 'true');
  fireEvent.change(objectiveField(), { target: { value: '99.5' } });
  await waitFor(() => expect(use()).not.toHaveAttribute('aria-disabled'));
  await userEvent.click(use());
  expect(
    await screen.findByText(
      'payment_success_rate has a new draft revision with these numbers. It waits for approval.',
    ),
  ).toBeInTheDocument();
  expect(create).toHaveBeenCalledWith({
    entity_ref: 'component:default/payments-api',
    document: answerWhatIf(aSlo(), { objective: 0.995 }, 0).document,
  });
  expect(screen.getByLabelText('address')).not.toHaveTextContent('whatif');
});

it('says who may not save, and what the server says against it', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  jest
    .spyOn(backend, 'createSlos')
    .mockRejectedValue(await refusal(409, 'a newer draft exists'));
  await open(backend);
  fireEvent.change(objectiveField(), { target: { value: '99.5' } });
  await waitFor(() => expect(use()).not.toHaveAttribute('aria-disabled'));
  await userEvent.click(use());
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The draft was not saveda newer draft exists',
  );
  expect(await dialog()).toBeInTheDocument();
});

it('leaves saving to those who may', async () => {
  const backend = new InMemorySloScout({
    slos: [aSlo()],
    capabilities: { can_write_slos: false },
  });
  const create = jest.spyOn(backend, 'createSlos');
  await open(backend);
  fireEvent.change(objectiveField(), { target: { value: '99.5' } });
  await screen.findByText(/fewer alerts/);
  await userEvent.click(use());
  expect(create).not.toHaveBeenCalled();
});

it('overwrites no revision that was made meanwhile', async () => {
  const backend = world();
  const create = jest.spyOn(backend, 'createSlos');
  const spy = await open(backend);
  const revised = aSlo({ draft: aSlo({ revision: 2, status: 'draft' }) });
  spy.mockImplementation(async ({ changes }) =>
    answerWhatIf(revised, changes, 0),
  );
  fireEvent.change(objectiveField(), { target: { value: '99.5' } });
  await screen.findByText(/Compared with revision 2/);
  await userEvent.click(use());
  expect(
    await screen.findByText(/The SLO was revised meanwhile/),
  ).toBeInTheDocument();
  expect(create).not.toHaveBeenCalled();
});

it('aborts the first question when it is closed, and can ask again', async () => {
  const backend = world();
  const signals: Array<AbortSignal | undefined> = [];
  const spy = jest.spyOn(backend, 'whatIf');
  spy.mockRejectedValueOnce(await refusal(500, 'Prometheus did not answer'));
  spy.mockImplementationOnce((_request, options) => {
    signals.push(options?.signal);
    return new Promise(() => {});
  });
  renderTab(backend, `/slos?whatif=${backend.slos[0].id}`);
  await dialog();
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Prometheus did not answer',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
  await waitFor(() => expect(signals).toHaveLength(1));
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(signals[0]?.aborted).toBe(true);
});

it('says what it waits for', async () => {
  const backend = world();
  jest.spyOn(backend, 'whatIf').mockReturnValue(new Promise(() => {}));
  renderTab(backend, `/slos?whatif=${backend.slos[0].id}`);
  expect(
    await screen.findByRole('progressbar', {
      name: 'Asking Prometheus for 30 days of history, once…',
    }),
  ).toBeInTheDocument();
});
