import { PAYMENTS } from '../../__testUtils__/testPortal';
import type { RouteWorld } from './RouteWorld';

/** Everybody who could call: each in a group of their own. */
export const CALLERS = [
  'nobody',
  'stranger',
  'owner',
  'approver',
  'senior',
  'vp',
  'budget',
  'editor',
  'service',
] as const;

export type CallerName = (typeof CALLERS)[number];

export interface RouteCall {
  path: string;
  body?: object;
}

export interface RouteCase {
  /** Where an operation stands for several things. */
  as?: string;
  /** Made anew for every caller, so that no call is refused for the one before. */
  call: (world: RouteWorld) => RouteCall | Promise<RouteCall>;
  expected: Record<CallerName, number>;
}

const NOBODY = {
  nobody: 401,
  stranger: 403,
  owner: 403,
  approver: 403,
  senior: 403,
  vp: 403,
  budget: 403,
  editor: 403,
  service: 403,
};

/** All that `status` is answered to; everybody else is refused. */
const only = (
  status: number,
  ...callers: CallerName[]
): Record<CallerName, number> => ({
  ...NOBODY,
  ...Object.fromEntries(callers.map(caller => [caller, status])),
});

const PEOPLE: CallerName[] = [
  'stranger',
  'owner',
  'approver',
  'senior',
  'vp',
  'budget',
  'editor',
];
const ANYBODY: CallerName[] = [...PEOPLE, 'service'];
const APPROVERS: CallerName[] = ['approver', 'senior'];
const CHANGERS: CallerName[] = ['owner', ...APPROVERS];

const ENTITY = `entity_ref=${encodeURIComponent(PAYMENTS)}`;
const reading = (path: string): RouteCase[] => [
  { call: () => ({ path }), expected: only(200, ...ANYBODY) },
];

/** What is expected of each operation of `openapi.yaml`, for everybody. */
export const ROUTES: Record<string, RouteCase[]> = {
  GetCapabilities: [
    {
      call: () => ({ path: `/v1/capabilities?${ENTITY}` }),
      expected: only(200, ...PEOPLE),
    },
  ],
  ListSlos: reading(`/v1/slos?${ENTITY}`),
  GetFeasibility: reading(`/v1/slos/feasibility?${ENTITY}`),
  GetMeasurements: reading(`/v1/measurements?${ENTITY}`),
  CreateSlos: [
    {
      call: world => ({
        path: '/v1/slos',
        body: { entity_ref: PAYMENTS, document: world.document() },
      }),
      expected: only(201, ...CHANGERS),
    },
  ],
  CheckSlos: [
    {
      call: world => ({
        path: '/v1/slos/check',
        body: { entity_ref: PAYMENTS, document: world.document() },
      }),
      expected: only(200, ...CHANGERS),
    },
  ],
  GetSloHistory: [
    {
      call: world => ({
        path: '/v1/slos/history',
        body: { entity_ref: PAYMENTS, document: world.document() },
      }),
      expected: only(200, ...CHANGERS),
    },
  ],
  GetSloTemplates: [
    {
      call: () => ({ path: `/v1/slos/templates?${ENTITY}` }),
      expected: only(200, ...CHANGERS),
    },
  ],
  // There is no Prometheus to ask: 400 to whoever may ask it.
  LookUpMetrics: [
    {
      call: () => ({ path: `/v1/metrics?${ENTITY}&of=names` }),
      expected: only(400, ...CHANGERS),
    },
  ],
  DecideSlo: (['approve', 'retire'] as const).map(action => ({
    as: action,
    call: async world => ({
      path: `/v1/slos/${await world.draft()}`,
      body: { action },
    }),
    expected: only(200, ...APPROVERS),
  })),
  GetOpenSlo: [
    {
      call: async world => ({
        path: `/v1/slos/${await world.draft()}/openslo`,
      }),
      expected: only(200, ...ANYBODY),
    },
  ],
  // There is no Prometheus to ask: 400 to whoever may ask it.
  WhatIf: [
    {
      call: async world => ({
        path: `/v1/slos/${await world.draft()}/what-if`,
        body: { changes: { objective: 0.99 } },
      }),
      expected: only(400, ...CHANGERS),
    },
  ],
  Backtest: [
    {
      call: () => ({
        path: '/v1/backtests',
        body: { entity_ref: PAYMENTS, content: 'groups: []' },
      }),
      expected: only(400, ...CHANGERS),
    },
  ],
  GenerateArtifacts: [
    {
      call: async world => ({
        path: '/v1/artifacts/generate',
        body: {
          slo_ids: [await world.sloInForce()],
          artifact_types: ['runbook'],
        },
      }),
      expected: only(201, ...CHANGERS),
    },
  ],
  GetGeneration: [
    {
      call: ({ generationId: id }) => ({ path: `/v1/generations/${id}` }),
      expected: only(200, ...ANYBODY),
    },
  ],
  // It has ended: 409 to whoever could have cancelled it.
  CancelGeneration: [
    {
      call: ({ generationId: id }) => ({ path: `/v1/generations/${id}` }),
      expected: only(409, ...CHANGERS),
    },
  ],
  ListArtifacts: reading(`/v1/artifacts?${ENTITY}`),
  GetArtifact: [
    {
      call: ({ bundles }) => ({ path: `/v1/artifacts/${bundles.files[0].id}` }),
      expected: only(200, ...ANYBODY),
    },
  ],
  GetDeployedArtifact: [
    {
      call: ({ bundles }) => ({
        path: `/v1/artifacts/${bundles.files[0].id}/deployed`,
      }),
      expected: only(200, ...ANYBODY),
    },
  ],
  // There is no Prometheus to ask: 400 to whoever may read the dashboard.
  GetPanels: [
    {
      call: ({ bundles }) => ({
        path: `/v1/artifacts/${
          bundles.files.find(file => file.type === 'grafana_dashboard')!.id
        }/panels`,
        body: { range: '1h' },
      }),
      expected: only(400, ...ANYBODY),
    },
  ],
  DecideArtifact: [
    {
      as: 'approve',
      call: async world => ({
        path: `/v1/artifacts/${
          (await world.bundles.next(['recording_rule']))[0]
        }`,
        body: { action: 'approve' },
      }),
      // A file alone is what policy refuses in this world.
      expected: NOBODY,
    },
    {
      as: 'reject',
      call: async world => ({
        path: `/v1/artifacts/${(await world.bundles.next())[0]}`,
        body: { action: 'reject', reason: 'Too loud.' },
      }),
      expected: only(200, ...APPROVERS),
    },
  ],
  ApproveArtifacts: [
    {
      call: async world => ({
        path: '/v1/artifacts/approve',
        body: { artifact_ids: await world.bundles.next() },
      }),
      expected: only(200, ...APPROVERS),
    },
  ],
  EvaluatePolicy: [
    {
      call: async world => ({
        path: '/v1/policy/evaluate',
        body: { artifact_ids: await world.bundles.next() },
      }),
      expected: only(200, ...PEOPLE),
    },
  ],
  GetPolicy: reading('/v1/policy?environment=production'),
  ListPolicies: reading('/v1/policies'),
  PutPolicy: [
    {
      call: async ({ portal }) => ({
        path: '/v1/policies',
        body: {
          scope: { kind: 'environment', name: 'staging' },
          expected_revision: await portal
            .db('policy_revisions')
            .where({ scope_name: 'staging', source: 'portal' })
            .then(revisions => revisions.length),
          reason: 'The table of all routes changes a policy.',
          settings: { overrides: { max_hours: 8 } },
        },
      }),
      expected: only(200, 'editor'),
    },
  ],
  ShadowPolicy: [
    {
      call: () => ({
        path: '/v1/policy/shadow',
        body: { scope: { kind: 'global' }, settings: {} },
      }),
      expected: only(200, ...APPROVERS, 'editor'),
    },
  ],
  ListOverrides: reading('/v1/policy/overrides'),
  RequestOverride: [
    {
      call: async world => ({
        path: '/v1/policy/overrides',
        body: await world.wish('senior'),
      }),
      expected: only(201, ...CHANGERS),
    },
  ],
  DecideOverride: [
    ...(['senior', 'vp', 'budget'] as const).map(role => ({
      as: `approve for ${role}`,
      call: async (world: RouteWorld) => ({
        path: `/v1/policy/overrides/${await world.override(role)}`,
        body: { action: 'approve' },
      }),
      expected: only(200, role),
    })),
    {
      as: 'withdraw',
      call: async world => ({
        path: `/v1/policy/overrides/${await world.override('senior')}`,
        body: { action: 'withdraw' },
      }),
      expected: only(200, 'owner'),
    },
  ],
  Deploy: [
    {
      call: async world => ({
        path: '/v1/pr',
        body: {
          artifact_ids: await world.approved(),
          environment: 'production',
        },
      }),
      expected: only(201, ...CHANGERS),
    },
  ],
  PreviewPullRequest: [
    {
      call: async world => ({
        path: '/v1/pr/preview',
        body: {
          artifact_ids: await world.approved(),
          environment: 'production',
        },
      }),
      expected: only(200, ...CHANGERS),
    },
  ],
  ListDeployments: reading(`/v1/deployments?${ENTITY}`),
  GetDeployment: [
    {
      call: ({ deploymentId: id }) => ({ path: `/v1/deployments/${id}` }),
      expected: only(200, ...ANYBODY),
    },
  ],
  // Another went on with its pull request, and nothing is merged here: 409.
  RebaseDeployment: [
    {
      call: ({ deploymentId: id }) => ({
        path: `/v1/deployments/${id}/rebase`,
        body: {},
      }),
      expected: only(409, ...CHANGERS),
    },
  ],
  ListRemovals: reading(`/v1/removals?${ENTITY}`),
  // None of the files stands deployed: 409.
  EvaluateRemoval: [
    {
      call: async world => ({
        path: '/v1/removals/evaluate',
        body: { artifact_ids: await world.approved() },
      }),
      expected: only(409, ...PEOPLE),
    },
  ],
  OpenRemoval: [
    {
      call: async world => ({
        path: '/v1/removals',
        body: { artifact_ids: await world.approved() },
      }),
      expected: only(409, ...CHANGERS),
    },
  ],
  RollBackDeployment: [
    {
      call: ({ deploymentId: id }) => ({
        path: `/v1/deployments/${id}/rollback`,
        body: {},
      }),
      expected: only(409, ...CHANGERS),
    },
  ],
  // It has not drifted: 409.
  RestoreDeployment: [
    {
      call: ({ deploymentId: id }) => ({
        path: `/v1/deployments/${id}/restore`,
        body: {},
      }),
      expected: only(409, ...CHANGERS),
    },
  ],
  // Nothing of it stands: 409.
  GetDeploymentDrift: [
    {
      call: ({ deploymentId: id }) => ({ path: `/v1/deployments/${id}/drift` }),
      expected: only(409, ...ANYBODY),
    },
  ],
  AdoptDeploymentDrift: [
    {
      call: ({ deploymentId: id }) => ({
        path: `/v1/deployments/${id}/adopt`,
        body: {},
      }),
      expected: only(409, ...CHANGERS),
    },
  ],
  GetOverview: reading('/v1/overview'),
  ListOverviewSlos: reading('/v1/overview/slos'),
  ListQueue: reading('/v1/overview/queue'),
  ListOverviewDeployments: reading('/v1/overview/deployments?view=open'),
  ListAudit: reading('/v1/audit'),
  VerifyAudit: reading('/v1/audit/verify'),
  ExportAudit: reading('/v1/audit/export'),
};
