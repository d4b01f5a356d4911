import type { BacktestAnswer } from '@slo-scout/backstage-plugin-slo-scout-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aSlo } from '../../__testUtils__/fixtures';
import { focused } from '../../__testUtils__/focused';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { answerBacktest } from '../../__testUtils__/replays';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const RULES = 'groups: [] # alert: CheckoutErrors';
const editor = () => screen.findByRole('textbox', { name: 'Rule file' });
const replay = () => screen.getByRole('button', { name: /^Replay/ });
const side = (name: string) => screen.findByRole('article', { name });

async function run(backend: InMemorySloScout, text = RULES) {
  renderTab(backend, '/artifacts/backtest');
  await userEvent.type(await editor(), text.replace('[', '[['));
  await waitFor(() => expect(replay()).not.toHaveAttribute('aria-disabled'));
  await userEvent.click(replay());
}
const world = () => new InMemorySloScout({ slos: [aSlo()] });
const request = { entity_ref: 'component:default/payments-api' };

function answering(over: Partial<BacktestAnswer>) {
  const backend = world();
  const answer = answerBacktest({ ...request, content: RULES }, backend.slos);
  jest.spyOn(backend, 'backtest').mockResolvedValue({ ...answer, ...over });
  return { backend, answer };
}

it('is a link away from the artifacts', async () => {
  renderTab(world(), '/artifacts');
  const link = await screen.findByRole('button', {
    name: 'Backtest existing rules',
  });
  expect(link).toHaveAttribute(
    'href',
    '/payments-api/slo-scout/artifacts/backtest',
  );
  await userEvent.click(link);
  expect(await editor()).toBeInTheDocument();
});

it('shows theirs and ours side by side', async () => {
  const backend = world();
  const spy = jest.spyOn(backend, 'backtest');
  await run(backend);
  expect(await side('Your rules')).toHaveTextContent(
    /Your rulesPassed.*Exact.*Alerts per month3Firings3Longest firing28 min/,
  );
  expect(await side('Rules from the SLOs')).toHaveTextContent(
    /Alerts per month2Firings2Longest firing28 min/,
  );
  expect(spy.mock.calls[0][0]).toEqual({
    ...request,
    environment: 'production',
    mode: 'exact',
    content: RULES,
  });
  const axis = screen.getByRole('region', {
    name: 'Both on the same time axis',
  });
  expect(
    within(axis).getByRole('img', { name: 'CheckoutErrors: 3 firings' }),
  ).toBeInTheDocument();
  expect(
    within(axis).getByRole('img', {
      name: 'PaymentSuccessRateBudgetBurn: 2 firings',
    }),
  ).toBeInTheDocument();
});

it('says of which environment a result is when another is chosen', async () => {
  const backend = world();
  const [production] = backend.capabilities.environments;
  backend.capabilities.environments.push({ ...production, name: 'staging' });
  await run(backend);
  const result = await screen.findByRole('region', {
    name: 'Both, side by side',
  });
  await userEvent.click(
    screen.getByRole('button', { name: 'Environment production' }),
  );
  await userEvent.click(await screen.findByRole('option', { name: 'staging' }));
  expect(
    screen.getByRole('button', { name: 'Environment staging' }),
  ).toBeInTheDocument();
  expect(result).toHaveTextContent('Replayed in production.');
});

it('moves both timelines together', async () => {
  await run(world());
  await side('Your rules');
  const bars = (name: string) =>
    screen.getByRole('img', { name }).querySelectorAll('rect').length;
  const point = screen.getByRole('slider', { name: 'Point in time' });
  act(() => point.focus());
  await userEvent.keyboard('{Home}{PageDown}+++');
  expect(bars('CheckoutErrors: 3 firings')).toBe(1);
  expect(bars('PaymentSuccessRateBudgetBurn: 2 firings')).toBe(1);
  expect(
    screen.getByText(
      /fires: Your rules: CheckoutErrors .*, Rules from the SLOs: PaymentSuccessRateBudgetBurn/,
    ),
  ).toBeInTheDocument();
});

it('says how far the replay agrees with what Prometheus recorded', async () => {
  await run(world());
  const table = await screen.findByRole('table', {
    name: 'Does the replay tell the truth?',
  });
  expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
    /^CheckoutErrors86 %2\d+ Nov 2026, \d\d:\d\d – \d+ Nov 2026, \d\d:\d\dnone$/,
  );
});

it('does not round a difference away', async () => {
  const { answer } = answering({});
  const [one] = answer.fidelity;
  const { backend } = answering({ fidelity: [{ ...one, agreement: 0.9998 }] });
  await run(backend);
  expect(await screen.findByText('99.9 %', { selector: 'td' })).toBeVisible();
});

it('says why there is no agreement to show', async () => {
  const { backend } = answering({ fidelity: [] });
  await run(backend);
  expect(
    await screen.findByText(/Prometheus has not recorded these alerts itself/),
  ).toBeInTheDocument();
});

it('never shows inconclusive as passed, or as quiet', async () => {
  const { answer } = answering({});
  const { backend } = answering({
    theirs: {
      ...answer.theirs,
      verdict: 'inconclusive',
      reason: 'Prometheus was cut off after 12 d',
      historical_trigger_count: 0,
      alerts_per_month: 0,
      alerts: answer.theirs.alerts.map(a => ({ ...a, firings: [] })),
    },
  });
  await run(backend);
  const theirs = await side('Your rules');
  expect(theirs).toHaveTextContent('Inconclusive: Prometheus was cut off');
  expect(theirs).toHaveTextContent(
    'Alerts per monthunknownFiringsunknownLongest firingunknown',
  );
  expect(theirs).not.toHaveTextContent('Passed');
});

it('takes the rest of an inconclusive replay for no more than it is', async () => {
  const { answer } = answering({});
  const { backend } = answering({
    theirs: { ...answer.theirs, verdict: 'inconclusive' },
  });
  await run(backend);
  expect(await side('Your rules')).toHaveTextContent('Firingsat least 3');
});

it('replays without SLOs to compare with', async () => {
  await run(new InMemorySloScout({ slos: [aSlo({ status: 'draft' })] }));
  expect(await side('Your rules')).toBeInTheDocument();
  expect(
    screen.getByText(/this service has no approved SLO/),
  ).toBeInTheDocument();
  // Without a curve the rows themselves are where a time is chosen.
  expect(
    screen.getByRole('slider', { name: 'Point in time' }),
  ).toBeInTheDocument();
});

it('takes a path in the repository, and the fast mode', async () => {
  const backend = world();
  const spy = jest.spyOn(backend, 'backtest');
  renderTab(backend, '/artifacts/backtest');
  await userEvent.click(
    await screen.findByRole('radio', {
      name: 'A file in the GitOps repository',
    }),
  );
  expect(replay()).toHaveAttribute('aria-disabled', 'true');
  await userEvent.type(
    screen.getByRole('textbox', { name: 'Path in the repository' }),
    'rules/payments.yaml',
  );
  await userEvent.click(screen.getByRole('radio', { name: /^Fast/ }));
  await waitFor(() => expect(replay()).not.toHaveAttribute('aria-disabled'));
  await userEvent.click(replay());
  expect(await side('Your rules')).toHaveTextContent('Approximate');
  expect(spy.mock.calls[0][0]).toMatchObject({
    path: 'rules/payments.yaml',
    mode: 'fast',
  });
  expect(spy.mock.calls[0][0]).not.toHaveProperty('content');
});

it('says what is wrong with a file, and takes another', async () => {
  const backend = world();
  await run(backend, 'not rules');
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The rules could not be replayedThe file has no alerting rule.',
  );
  await userEvent.type(await editor(), ' alert: A');
  await userEvent.click(screen.getByRole('button', { name: 'Replay again' }));
  expect(await side('Your rules')).toBeInTheDocument();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

it('can be cancelled', async () => {
  const backend = world();
  let signal: AbortSignal | undefined;
  jest.spyOn(backend, 'backtest').mockImplementation((_request, options) => {
    signal = options?.signal;
    return new Promise(() => {});
  });
  await run(backend);
  expect(
    screen.getByRole('progressbar', { name: /^Replaying/ }),
  ).toBeInTheDocument();
  expect(replay()).toHaveAttribute('aria-busy', 'true');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(signal?.aborted).toBe(true);
  expect(focused()).toContainElement(screen.getByText(/was cancelled/));
  expect(replay()).not.toHaveAttribute('aria-disabled');
});

it('says who may', async () => {
  const backend = new InMemorySloScout({
    capabilities: { can_generate: false },
  });
  jest.spyOn(backend, 'backtest').mockRejectedValue(await refusal(403, 'no'));
  renderTab(backend, '/artifacts/backtest');
  await userEvent.type(await editor(), 'alert: A');
  await userEvent.click(replay());
  expect(
    await screen.findByText('You may not generate artifacts for this entity.'),
  ).toBeInTheDocument();
  expect(backend.backtest).not.toHaveBeenCalled();
});
