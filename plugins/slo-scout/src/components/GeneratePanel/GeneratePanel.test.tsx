import type { SloScoutApi } from '@slo-scout/backstage-plugin-slo-scout-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDryRun,
  aLatencySlo,
  anArtifact,
  aSlo,
} from '../../__testUtils__/fixtures';
import { focused } from '../../__testUtils__/focused';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const PATH = '/artifacts/generate';
const PROMTOOL =
  'payments_api_slis.yaml: 7:15: could not parse expression: unclosed left parenthesis';

const box = (name: string) => screen.findByRole('checkbox', { name });
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

it('begins with everything approved and all types', async () => {
  const slos = [aSlo(), aLatencySlo({ status: 'draft' })];
  const backend = new InMemorySloScout({ slos });
  const start = jest.spyOn(backend, 'startGeneration');
  renderTab(backend, PATH);
  expect(await box('payment_success_rate')).toBeChecked();
  expect(await box('checkout_latency_p95')).toBeDisabled();
  await userEvent.click(await box('Runbook'));
  await press('Generate');
  expect(start).toHaveBeenCalledWith({
    slo_ids: ['slo-payment_success_rate'],
    artifact_types: [
      'recording_rule',
      'alert_rule',
      'inhibit_rule',
      'grafana_dashboard',
      'rule_test',
    ],
    validation_only: false,
    environment: 'production',
  });
});

describe('validation only', () => {
  const validate = async () => {
    await userEvent.click(await box('Validation only (nothing is stored)'));
    await press('Validate');
  };

  it('shows the verdicts, and that nothing was stored', async () => {
    const { backend } = renderTab({ slos: [aSlo()] }, PATH);
    await validate();
    expect(
      await screen.findByText('Validated. Nothing was stored.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Verdicts' })).toBeInTheDocument();
    expect(backend.artifacts).toEqual([]);
  });

  it('shows what failed', async () => {
    const failed = anArtifact('recording_rule', {
      validation_status: 'failed',
      validation_errors: [{ validator: 'promtool', message: PROMTOOL }],
    });
    renderTab({ slos: [aSlo()], generated: [failed] }, PATH);
    await validate();
    expect(
      await screen.findByText('Validation failed. Nothing was stored.'),
    ).toBeInTheDocument();
    expect(screen.getByText(PROMTOOL)).toBeInTheDocument();
  });

  it('shows what the generators had to say of what failed', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()] });
    jest.spyOn(backend, 'generate').mockRejectedValue(
      await refusal(400, 'promtool validation failed', {
        artifacts: [anArtifact('runbook', { validation_status: 'failed' })],
        notes: ['the query does not parse'],
      }),
    );
    renderTab(backend, PATH);
    await validate();
    expect(
      await screen.findByText('the query does not parse'),
    ).toBeInTheDocument();
  });

  it('can be cancelled, which ends the request', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()] });
    const signals: Array<AbortSignal | undefined> = [];
    const generate: SloScoutApi['generate'] = (_, options) => {
      signals.push(options?.signal);
      return new Promise(() => {});
    };
    backend.generate = generate as typeof backend.generate;
    renderTab(backend, PATH);
    await validate();
    await press('Cancel generation');
    const words = await screen.findByText('The generation was cancelled.');
    await waitFor(() => expect(focused()).toContainElement(words));
    expect(signals.map(signal => signal?.aborted)).toEqual([true]);
  });

  it('shows the words with which it was refused', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()] });
    jest
      .spyOn(backend, 'generate')
      .mockRejectedValue(await refusal(400, 'SLO slo-1 not approved'));
    renderTab(backend, PATH);
    await validate();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'SLO slo-1 not approved',
    );
  });
});

it('follows the steps by signals, then shows a verdict for each file', async () => {
  const { signals } = renderTab({ slos: [aSlo()], stepsPerLook: 2 }, PATH);
  await press('Generate');
  const steps = await screen.findByRole('list', {
    name: 'Progress of the generation',
  });
  expect(steps).toHaveTextContent(
    /Look metrics and labels up in Prometheus \(done\)Generate files \(done\)Check rules with promtool \(running\)Run the rule tests \(waiting\)/,
  );
  signals.send('generation', 'generation-1');
  signals.send('generation', 'generation-1');
  await waitFor(() =>
    expect(steps).toHaveTextContent('Replay alerts over recent history (done)'),
  );
  signals.send('generation', 'generation-1');
  const table = await screen.findByRole('table', { name: 'Verdicts' });
  expect(within(table).getAllByText('Passed')).toHaveLength(6);
  expect(within(table).getByText('3 firings in 30 d')).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Review artifacts' }),
  ).toHaveAttribute('href', '/payments-api/slo-scout/artifacts');
});

it('can be cancelled', async () => {
  renderTab({ slos: [aSlo()], stepsPerLook: 1 }, PATH);
  await press('Generate');
  await press('Cancel generation');
  const words = await screen.findByText('The generation was cancelled.');
  await waitFor(() => expect(focused()).toContainElement(words));
});

it('does not call back somebody who has left meanwhile', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  let begin = (_: { generation_id: string }) => {};
  jest.spyOn(backend, 'startGeneration').mockReturnValue(
    new Promise(resolve => {
      begin = resolve;
    }),
  );
  renderTab(backend, PATH);
  await press('Generate');
  await userEvent.click(screen.getByRole('link', { name: /^Deployments/ }));
  await act(async () => begin({ generation_id: 'generation-1' }));
  expect(screen.getByLabelText('address')).toHaveTextContent(/\/deployments$/);
});

it("shows promtool's own words and the way to correct the SLO", async () => {
  const failed = anArtifact('recording_rule', {
    validation_status: 'failed',
    validation_errors: [{ validator: 'promtool', message: PROMTOOL }],
  });
  renderTab({ slos: [aSlo()], generated: [failed] }, PATH);
  await press('Generate');
  expect(
    await screen.findByText(
      'Validation failed. The files are kept with their errors.',
    ),
  ).toBeInTheDocument();
  expect(screen.getByText(PROMTOOL)).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Correct payment_success_rate' }),
  ).toHaveAttribute(
    'href',
    '/payments-api/slo-scout/slos/slo-payment_success_rate/edit',
  );
});

it('never shows inconclusive as passed', async () => {
  const unsure = anArtifact('alert_rule', {
    validation_status: 'inconclusive',
    dry_run_result: aDryRun({
      verdict: 'inconclusive',
      reason: 'Prometheus did not answer within 60 s',
      alerts: [],
    }),
  });
  renderTab({ slos: [aSlo()], generated: [unsure] }, PATH);
  await press('Generate');
  const table = await screen.findByRole('table', { name: 'Verdicts' });
  expect(within(table).queryByText('Passed')).not.toBeInTheDocument();
  expect(
    await within(table).findByText(
      'Inconclusive: Prometheus did not answer within 60 s',
    ),
  ).toBeInTheDocument();
  expect(
    screen.getByText(/Some verdicts are inconclusive/),
  ).toBeInTheDocument();
});

it('shows what verify doubts, step, file and note', async () => {
  const message =
    'payment_success_rate, all events: http_request_total does not exist in Prometheus production; did you mean http_requests_total?';
  const backend = new InMemorySloScout({
    slos: [aSlo()],
    generated: [
      anArtifact('recording_rule', {
        validation_status: 'inconclusive',
        validation_errors: [{ validator: 'verify', message }],
      }),
    ],
  });
  const get = backend.getGeneration.bind(backend);
  jest.spyOn(backend, 'getGeneration').mockImplementation(async request => {
    const view = await get(request);
    view.generation.steps[0] = {
      name: 'verify',
      status: 'inconclusive',
      detail: message,
    };
    return { ...view, notes: [message] };
  });
  renderTab(backend, PATH);
  await press('Generate');
  const table = await screen.findByRole('table', { name: 'Verdicts' });
  expect(table).toHaveTextContent(`verify${message}`);
  expect(within(table).queryByText('Passed')).not.toBeInTheDocument();
  expect(
    screen.getByRole('list', { name: 'Progress of the generation' }),
  ).toHaveTextContent(
    `Look metrics and labels up in Prometheus (inconclusive)${message}`,
  );
  expect(screen.getByText(/^Notes/)).toHaveTextContent(message);
});

describe('many rule tests', () => {
  const tests = (status: 'passed' | 'inconclusive' | 'failed') =>
    Array.from({ length: 8 }, (_, index) =>
      anArtifact('rule_test', {
        id: `test-${index}`,
        path: `prometheus/tests/test_${index}.yaml`,
        validation_status: index === 5 ? status : 'passed',
      }),
    );
  const tableOf = async (status: 'passed' | 'inconclusive' | 'failed') => {
    const generated = [anArtifact('recording_rule'), ...tests(status)];
    renderTab({ slos: [aSlo()], generated }, PATH);
    await press('Generate');
    return screen.findByRole('table', { name: 'Verdicts' });
  };

  it('have one row with the worst verdict, and open', async () => {
    const table = await tableOf('inconclusive');
    // Head, recording rules, the group.
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(table).toHaveTextContent(/8 rule testsInconclusive/);
    await press('Show 8 rule tests');
    expect(table).toHaveTextContent('prometheus/tests/test_7.yaml');
  });

  it('are open where one failed', async () => {
    const table = await tableOf('failed');
    expect(table).toHaveTextContent(/8 rule testsFailed/);
    expect(table).toHaveTextContent('prometheus/tests/test_5.yaml');
  });
});

it('shows the words with which a generation was refused', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  jest
    .spyOn(backend, 'startGeneration')
    .mockRejectedValue(
      await refusal(400, 'SLO slo-payment_success_rate not approved'),
    );
  renderTab(backend, PATH);
  await press('Generate');
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'SLO slo-payment_success_rate not approved',
  );
});

it('shows why a run failed that made no file', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()], generated: [] });
  const get = backend.getGeneration.bind(backend);
  jest.spyOn(backend, 'getGeneration').mockImplementation(async request => {
    const view = await get(request);
    view.generation.status = 'failed';
    view.generation.error = 'SLO slo-1 not approved';
    return view;
  });
  renderTab(backend, PATH);
  await press('Generate');
  expect(await screen.findByText('SLO slo-1 not approved')).toBeInTheDocument();
  expect(screen.getByText('The generation was refused')).toBeInTheDocument();
});

it('says what is missing before anything is asked of the server', async () => {
  renderTab({ slos: [aSlo()] }, PATH);
  await userEvent.click(await box('payment_success_rate'));
  expect(
    screen.getByRole('button', { name: 'Generate' }),
  ).toHaveAccessibleDescription('Choose at least one SLO.');
});

it('leads to the SLOs where none is approved', async () => {
  renderTab({ slos: [aSlo({ status: 'draft' })] }, PATH);
  expect(await screen.findByText('No approved SLO')).toBeInTheDocument();
});

it('says why somebody may not generate', async () => {
  renderTab({ slos: [aSlo()], capabilities: { can_generate: false } }, PATH);
  const button = await screen.findByRole('button', { name: 'Generate' });
  await waitFor(() =>
    expect(button).toHaveAccessibleDescription(
      'You may not generate artifacts for this entity.',
    ),
  );
});

it('shows a run that somebody linked to, or that it is unknown', async () => {
  renderTab({ slos: [aSlo()] }, `${PATH}?generation=gone`);
  expect(await screen.findByText('No generation gone')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Retry' })).toBeInTheDocument();
});
