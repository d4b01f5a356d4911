import type {
  EffectivePolicy,
  PolicyRevision,
  ShadowDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aSlo, ENTITY_REF } from '../../__testUtils__/fixtures';
import {
  InMemorySloScout,
  type World,
} from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const EFFECTIVE: EffectivePolicy = {
  environment: 'production',
  entity_ref: ENTITY_REF,
  policy_hash: 'e'.repeat(64),
  invariants: [
    {
      invariant: 'blast_radius.traffic_percent',
      mode: 'block',
      mode_from: { source: 'default' },
      limit: 10,
      limit_from: {
        source: 'portal',
        scope: { kind: 'environment', name: 'production' },
        revision: 3,
      },
      required_override: 'vp_engineering_approval',
      hard: false,
    },
    {
      invariant: 'approval_required',
      mode: 'block',
      mode_from: { source: 'config', scope: { kind: 'global' } },
      limit: true,
      limit_from: { source: 'config', scope: { kind: 'global' } },
      required_override: null,
      hard: true,
    },
  ],
  conditions: [
    {
      id: 'no_fridays',
      expression: 'judged_at.getDayOfWeek() != 5',
      message: 'Nothing is deployed on Fridays.',
      mode: 'block',
      from: { source: 'config', scope: { kind: 'global' } },
    },
  ],
  overrides: {
    max_hours: 8,
    max_hours_from: { source: 'default' },
    min_reason_length: 40,
    min_reason_length_from: { source: 'default' },
  },
  policies: [],
};

const REVISION: PolicyRevision = {
  scope: { kind: 'entity', name: ENTITY_REF },
  source: 'portal',
  revision: 2,
  settings: { invariants: { dry_run_conclusive: { mode: 'block' } } },
  settings_hash: 'f'.repeat(64),
  reason: 'Minutes of Monday',
  changed_by: 'user:default/editor',
  changed_at: '2026-11-24T12:00:00Z',
};

const SHADOWED: ShadowDecision = {
  decision_id: 'decision-1',
  entity_ref: ENTITY_REF,
  environment: 'production',
  bundle_hash: 'c'.repeat(64),
  phase: 'approve',
  decided_at: '2026-11-20T12:00:00Z',
  outcome_then: 'allowed',
  outcome_now: 'violated',
  changed: [{ invariant: 'dry_run_conclusive', then: null, now: null }],
};

function show(over: World['capabilities'] = { can_edit_policy: true }) {
  const backend = new InMemorySloScout({
    slos: [aSlo()],
    capabilities: over,
  });
  backend.policies = [REVISION];
  jest.spyOn(backend, 'getPolicy').mockResolvedValue({ policy: EFFECTIVE });
  renderTab(backend, '/artifacts/policy');
  return backend;
}
const editor = () =>
  screen.findByRole('textbox', { name: 'Settings of payments-api' });
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

it('says what applies, and who said so', async () => {
  show();
  const table = await screen.findByRole('table', {
    name: 'What applies to this service in production',
  });
  const rows = within(table).getAllByRole('row');
  expect(rows[1]).toHaveTextContent(
    'Affected traffic (%)blocks≤ 10default; people, environment production, revision 3Approval by the VP Engineering',
  );
  expect(rows[2]).toHaveTextContent(
    'configuration, everythinghard requirement',
  );
  expect(screen.getByText(/Nothing is deployed on Fridays/)).toBeVisible();
  expect(screen.getByText(/valid for 8 h at most/)).toBeVisible();
});

it('tries settings out on past bundles before they are kept', async () => {
  const backend = show();
  backend.shadowed = [SHADOWED];
  const shadow = jest.spyOn(backend, 'shadowPolicy');
  await editor();
  await press('Try on the last 50 bundles');
  expect(shadow).toHaveBeenCalledWith({
    scope: REVISION.scope,
    settings: REVISION.settings,
  });
  const table = await screen.findByRole('table', {
    name: 'Try on the last 50 bundles',
  });
  expect(table).toHaveTextContent(/allowedrefuseddry_run_conclusive$/);
});

it('keeps a change with its reason, on top of the revision that was read', async () => {
  const backend = show();
  const put = jest.spyOn(backend, 'putPolicy');
  const text = await editor();
  await userEvent.clear(text);
  await userEvent.type(text, 'overrides: {{ max_hours: 4 }');
  await press('Save as revision 3');
  expect(put).not.toHaveBeenCalled();
  await userEvent.type(
    screen.getByLabelText('Reason of the change *'),
    'Shorter nights',
  );
  await press('Save as revision 3');
  expect(put).toHaveBeenCalledWith({
    scope: REVISION.scope,
    expected_revision: 2,
    settings: { overrides: { max_hours: 4 } },
    reason: 'Shorter nights',
  });
  expect(
    await screen.findByText('Saved: revision 3 of the policy of payments-api.'),
  ).toBeVisible();
});

it('says what is no YAML, and what the server refuses, and keeps the text', async () => {
  const backend = show();
  const text = await editor();
  await userEvent.clear(text);
  await userEvent.type(text, 'a: [[');
  await userEvent.type(
    screen.getByLabelText('Reason of the change *'),
    'A try',
  );
  await press('Save as revision 3');
  expect(await screen.findByText(/This is not YAML/)).toBeVisible();
  jest
    .spyOn(backend, 'putPolicy')
    .mockRejectedValue(
      await refusal(409, 'Revision 3 was written meanwhile', {}),
    );
  await userEvent.clear(text);
  await userEvent.type(text, 'overrides: {{ max_hours: 4 }');
  await press('Save as revision 3');
  expect(
    await screen.findByText('Revision 3 was written meanwhile'),
  ).toBeVisible();
  expect(text).toHaveValue('overrides: { max_hours: 4 }');
});

it('can be saved upon a revision that came meanwhile, once that is seen', async () => {
  const backend = show();
  const text = await editor();
  await userEvent.clear(text);
  await userEvent.type(text, 'overrides: {{ max_hours: 4 }');
  const reason = screen.getByLabelText('Reason of the change *');
  await userEvent.type(reason, 'Shorter nights');
  const other = {
    ...REVISION,
    revision: 3,
    reason: 'An incident',
    settings: { overrides: { max_hours: 2 } },
  };
  backend.policies = [REVISION, other];
  const put = jest
    .spyOn(backend, 'putPolicy')
    .mockRejectedValueOnce(
      await refusal(409, 'Revision 3 was written meanwhile', {}),
    );
  await press('Save as revision 3');
  expect(
    await screen.findByText(
      /^Revision 3 came meanwhile, by editor: An incident\./,
    ),
  ).toBeVisible();
  await press('Compare your text with revision 3');
  expect(
    await screen.findByRole('table', {
      name: 'Compare your text with revision 3',
    }),
  ).toHaveTextContent(/max_hours: 2.*max_hours: 4/);
  expect(text).toHaveValue('overrides: { max_hours: 4 }');
  expect(reason).toHaveValue('Shorter nights');
  await press('Save as revision 4');
  expect(put).toHaveBeenLastCalledWith(
    expect.objectContaining({ expected_revision: 3, reason: 'Shorter nights' }),
  );
  expect(await screen.findByText(/^Saved: revision 4/)).toBeVisible();
  expect(screen.queryByText(/came meanwhile/)).not.toBeInTheDocument();
  expect(reason).toHaveValue('');
  expect(window.sessionStorage).toHaveLength(0);
});

it('keeps what is written while another scope is looked at', async () => {
  show();
  const text = await editor();
  await userEvent.clear(text);
  await userEvent.type(text, 'overrides: {{ max_hours: 4 }');
  const choose = async (from: string, to: string) => {
    await userEvent.click(screen.getByRole('button', { name: from }));
    await userEvent.click(await screen.findByRole('option', { name: to }));
  };
  await choose('Edit what people say of payments-api', 'everything');
  await screen.findByRole('textbox', { name: 'Settings of everything' });
  await choose('Edit what people say of everything', 'payments-api');
  expect(await editor()).toHaveValue('overrides: { max_hours: 4 }');
  await press('Discard it');
  expect(await editor()).toHaveValue(
    'invariants:\n  dry_run_conclusive:\n    mode: block\n',
  );
});

it('takes an old revision up again', async () => {
  show();
  const text = await editor();
  await userEvent.clear(text);
  await press('Edit from revision 2');
  expect(text).toHaveValue(
    'invariants:\n  dry_run_conclusive:\n    mode: block\n',
  );
});

it('is to be read by everybody, and edited by editors', async () => {
  const backend = show({ can_edit_policy: false });
  const put = jest.spyOn(backend, 'putPolicy');
  await editor();
  await userEvent.type(
    screen.getByLabelText('Reason of the change *'),
    'A try',
  );
  await press('Save as revision 3');
  expect(put).not.toHaveBeenCalled();
  expect(
    screen.queryByRole('button', { name: 'Edit from revision 2' }),
  ).not.toBeInTheDocument();
});
