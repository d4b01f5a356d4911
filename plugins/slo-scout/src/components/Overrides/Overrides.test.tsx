import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDecision,
  aRefusal,
  aSlo,
  ENTITY_REF,
} from '../../__testUtils__/fixtures';
import {
  InMemorySloScout,
  type World,
} from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const world = (over: World = {}) =>
  new InMemorySloScout({ slos: [aSlo()], artifacts: aBundle(), ...over });
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

const REASON = 'The migration of tonight moves all traffic at once.';

function anOverride(over: Partial<Override> = {}): Override {
  return {
    id: 'override-1',
    entity_ref: ENTITY_REF,
    environment: 'production',
    target: 'production',
    bundle_hash: 'c'.repeat(64),
    artifact_ids: [],
    status: 'requested',
    invariants: [
      {
        invariant: 'blast_radius.traffic_percent',
        required_override: 'vp_engineering_approval',
        measured: 42,
        limit: 20,
        message: '42 % of all traffic is affected, at most 20 % may be.',
      },
    ],
    required: ['vp_engineering_approval'],
    decisions: [],
    reason: REASON,
    ticket: 'OPS-12',
    requested_by: 'user:default/author',
    requested_at: '2026-11-24T12:00:00Z',
    valid_hours: 8,
    expires_at: '2026-12-01T12:00:00Z',
    approval_decision_id: null,
    deploy_decision_id: null,
    deployment_id: null,
    ...over,
  };
}

describe('asking for an override', () => {
  async function refused(backend = world()) {
    jest
      .spyOn(backend, 'evaluatePolicy')
      .mockResolvedValue({ decision: aRefusal() });
    const asked = jest.spyOn(backend, 'requestOverride');
    const { signals } = renderTab(backend, '/artifacts');
    await press('Check policy');
    return { asked, signals };
  }

  it('names who can let it pass, and wants a reason', async () => {
    const { asked } = await refused();
    const form = await screen.findByRole('region', {
      name: 'Ask for an override',
    });
    expect(form).toHaveTextContent('Approval by the VP Engineering');
    const button = within(form).getByRole('button', {
      name: 'Ask for override',
    });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(within(form).getByLabelText('Reason *'), 'Too short');
    await userEvent.click(button);
    expect(asked).not.toHaveBeenCalled();
    await userEvent.clear(within(form).getByLabelText('Reason *'));
    await userEvent.type(within(form).getByLabelText('Reason *'), REASON);
    await userEvent.type(
      within(form).getByLabelText('Ticket (optional)'),
      'OPS-12',
    );
    await userEvent.clear(within(form).getByLabelText('Valid for (hours)'));
    await userEvent.type(within(form).getByLabelText('Valid for (hours)'), '8');
    await userEvent.click(button);
    expect(asked).toHaveBeenCalledWith({
      artifact_ids: aBundle().map(a => a.id),
      invariants: ['blast_radius.traffic_percent'],
      reason: REASON,
      ticket: 'OPS-12',
      valid_hours: 8,
    });
    expect(await screen.findByText(/^Asked for\./)).toBeInTheDocument();
  });

  it('is no longer than policy allows', async () => {
    const { asked } = await refused();
    const hours = await screen.findByLabelText('Valid for (hours)');
    await userEvent.type(screen.getByLabelText('Reason *'), REASON);
    await userEvent.clear(hours);
    await userEvent.type(hours, '25');
    await press('Ask for override');
    expect(asked).not.toHaveBeenCalled();
  });

  it('says why it cannot be asked for', async () => {
    const backend = world({ capabilities: { can_request_override: false } });
    const { asked } = await refused(backend);
    await userEvent.type(await screen.findByLabelText('Reason *'), REASON);
    await press('Ask for override');
    expect(asked).not.toHaveBeenCalled();
  });

  it('shows the one that is open, in the place of the form', async () => {
    const backend = world();
    backend.overrides = [anOverride()];
    await refused(backend);
    expect(
      await screen.findByText(/An override of exactly these files is open/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Ask for override' }),
    ).not.toBeInTheDocument();
  });

  it('shows what becomes of it, and can be repeated once it has ended', async () => {
    const backend = world();
    const { signals } = await refused(backend);
    await userEvent.type(await screen.findByLabelText('Reason *'), REASON);
    await press('Ask for override');
    const dialog = within(screen.getByRole('dialog'));
    await dialog.findByText(/^Asked for\./);
    const becomes = (status: Override['status']) => {
      backend.overrides = backend.overrides.map(o => ({ ...o, status }));
      signals.send('override');
    };
    becomes('approved');
    expect(
      await dialog.findByText('Approved, not used yet'),
    ).toBeInTheDocument();
    expect(dialog.queryByText(/^Asked for\./)).not.toBeInTheDocument();
    becomes('declined');
    expect(await dialog.findByText('Declined')).toBeInTheDocument();
    expect(dialog.getByLabelText('Reason *')).toHaveValue('');
  });

  it('is not offered where nobody can let it pass', async () => {
    const backend = world();
    const [, violated] = aRefusal().invariants;
    jest.spyOn(backend, 'evaluatePolicy').mockResolvedValue({
      decision: aDecision({
        invariants: [
          {
            ...violated,
            invariant: 'separation_of_duties',
            required_override: null,
          },
        ],
      }),
    });
    renderTab(backend, '/artifacts');
    await press('Check policy');
    expect(
      await screen.findByText(/Nobody can override separation_of_duties/),
    ).toBeInTheDocument();
  });
});

describe('deciding on an override', () => {
  const card = () =>
    screen.findByRole('article', {
      name: 'Override of blast_radius.traffic_percent',
    });

  it('is for those who hold the role', async () => {
    const backend = world({
      capabilities: { can_decide_overrides: ['vp_engineering_approval'] },
    });
    backend.overrides = [anOverride()];
    const decided = jest.spyOn(backend, 'decideOverride');
    renderTab(backend, '/artifacts');
    const shown = await card();
    expect(shown).toHaveTextContent('Measured 42, Limit ≤ 20');
    expect(shown).toHaveTextContent(REASON);
    expect(shown).toHaveTextContent('8 h after the last approval');
    await press('Approve override');
    expect(decided).toHaveBeenCalledWith({
      id: 'override-1',
      action: 'approve',
      reason: undefined,
    });
    expect(await screen.findByText('The override is approved.')).toBeVisible();
    expect(await card()).toHaveTextContent('Approved, not used yet');
  });

  it('wants a reason from who declines', async () => {
    const backend = world({
      capabilities: { can_decide_overrides: ['vp_engineering_approval'] },
    });
    backend.overrides = [anOverride()];
    const decided = jest.spyOn(backend, 'decideOverride');
    renderTab(backend, '/artifacts');
    await press('Decline override');
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', {
      name: 'Decline override',
    });
    await userEvent.click(confirm);
    expect(decided).not.toHaveBeenCalled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Not tonight.');
    await userEvent.click(confirm);
    expect(decided).toHaveBeenCalledWith({
      id: 'override-1',
      action: 'decline',
      reason: 'Not tonight.',
    });
    expect(await screen.findByText('1 ended override')).toBeInTheDocument();
  });

  it('is not for others, nor for whoever asked', async () => {
    const backend = world();
    backend.overrides = [anOverride()];
    const decided = jest.spyOn(backend, 'decideOverride');
    renderTab(backend, '/artifacts');
    await press('Approve override');
    expect(decided).not.toHaveBeenCalled();
    expect(
      screen.queryByRole('button', { name: 'Withdraw override' }),
    ).not.toBeInTheDocument();
  });

  it('can be withdrawn by whoever asked', async () => {
    const backend = world({
      capabilities: {
        user_entity_ref: 'user:default/author',
        can_decide_overrides: ['vp_engineering_approval'],
      },
    });
    backend.overrides = [anOverride()];
    const decided = jest.spyOn(backend, 'decideOverride');
    renderTab(backend, '/artifacts');
    await press('Approve override');
    expect(decided).not.toHaveBeenCalled();
    await press('Withdraw override');
    expect(decided).toHaveBeenCalledWith({
      id: 'override-1',
      action: 'withdraw',
      reason: undefined,
    });
  });

  it('leaves those that are known where a refresh fails', async () => {
    const backend = world();
    backend.overrides = [anOverride()];
    const { signals } = renderTab(backend, '/artifacts');
    await screen.findByRole('button', { name: 'Approve override' });
    jest
      .spyOn(backend, 'listOverrides')
      .mockRejectedValue(await refusal(503, 'the database is away'));
    signals.send('override');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    expect(
      screen.getByRole('button', { name: 'Approve override' }),
    ).toBeInTheDocument();
  });

  it('shows the words of a refusal', async () => {
    const backend = world({
      capabilities: { can_decide_overrides: ['vp_engineering_approval'] },
    });
    backend.overrides = [anOverride()];
    jest
      .spyOn(backend, 'decideOverride')
      .mockRejectedValue(
        await refusal(403, 'Your own work is in this bundle', {}),
      );
    renderTab(backend, '/artifacts');
    await press('Approve override');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your own work is in this bundle',
    );
  });
});
