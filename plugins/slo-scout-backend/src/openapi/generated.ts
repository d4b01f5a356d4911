// Written by scripts/openapi.ts from openapi.yaml. Do not edit.
export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'slo-scout',
    version: '1',
    description:
      'SLO Scout: from approved SLOs to a merged pull request. Every call carries a Backstage token; the acting person is always the one of the token.',
  },
  servers: [
    {
      url: '/',
    },
  ],
  paths: {
    '/v1/capabilities': {
      get: {
        operationId: 'GetCapabilities',
        summary:
          'What the caller may do for an entity, and the environments there are',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos': {
      get: {
        operationId: 'ListSlos',
        summary: 'SLOs of an entity',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
        ],
        responses: {
          '200': {
            description: 'The SLOs, by name',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['slos'],
                  properties: {
                    slos: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/Slo',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      post: {
        operationId: 'CreateSlos',
        summary: 'Read SLO documents into drafts; all of them or none',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['entity_ref', 'document'],
                properties: {
                  entity_ref: {
                    $ref: '#/components/schemas/EntityRef',
                  },
                  document: {
                    type: 'string',
                    minLength: 1,
                    pattern: '^[^\\x00]*$',
                    description:
                      'YAML text, 1 MB at most: documents of OpenSLO (v1, v1alpha, v2alpha), Sloth and Pyrra, several allowed',
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The drafts',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['slos', 'warnings'],
                  properties: {
                    slos: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/Slo',
                      },
                    },
                    warnings: {
                      type: 'array',
                      items: {
                        type: 'string',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/check': {
      post: {
        operationId: 'CheckSlos',
        summary:
          'What reading documents would say, and what their queries answer now',
        description:
          'Stores nothing. Faults of the documents stand in the answer, which is 200 all the same; documents as for creating SLOs.',
        requestBody: {
          $ref: '#/components/requestBodies/Document',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/history': {
      post: {
        operationId: 'GetSloHistory',
        summary:
          "Good and bad events of documents' indicators over recent history",
        description:
          'Stores nothing. The answer knows no objective, so that one can be tried out on it; asked again for the same indicators within a quarter of an hour, it asks Prometheus nothing.',
        requestBody: {
          $ref: '#/components/requestBodies/Document',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/templates': {
      get: {
        operationId: 'GetSloTemplates',
        summary: 'Documents made of metrics that the service has',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
          {
            $ref: '#/components/parameters/environmentName',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/metrics': {
      get: {
        operationId: 'LookUpMetrics',
        summary:
          'Names of metrics and labels, and values of labels, in the Prometheus that measures the service; 1,000 at most',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
          {
            $ref: '#/components/parameters/environmentName',
          },
          {
            name: 'of',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              enum: ['names', 'labels', 'values'],
            },
          },
          {
            name: 'metric',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 512,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'label',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 512,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'prefix',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 512,
              pattern: '^[^\\x00]*$',
            },
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/feasibility': {
      get: {
        operationId: 'GetFeasibility',
        summary:
          "Whether the objectives of an entity can be met, by the catalog's dependencies and their approved SLOs",
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
        ],
        responses: {
          '200': {
            description:
              'One entry for each revision in force, and for each waiting draft',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['feasibility'],
                  properties: {
                    feasibility: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/SloFeasibility',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/{id}': {
      patch: {
        operationId: 'DecideSlo',
        summary: 'Approve the waiting draft, or retire the SLO',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['action'],
                properties: {
                  action: {
                    type: 'string',
                    enum: ['approve', 'retire'],
                  },
                  revision: {
                    type: 'integer',
                    minimum: 1,
                    maximum: 2147483647,
                    description:
                      'The draft that the approver has read; another one is a 409',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The SLO after the decision',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['slo'],
                  properties: {
                    slo: {
                      $ref: '#/components/schemas/Slo',
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/{id}/openslo': {
      get: {
        operationId: 'GetOpenSlo',
        summary: 'The SLO as a document of OpenSLO v1',
        description:
          'The revision in force, or the draft where none was ever approved. Read again, it makes the same SLO.',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            description: 'The document',
            content: {
              'application/yaml': {
                schema: {
                  type: 'string',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/slos/{id}/what-if': {
      post: {
        operationId: 'WhatIf',
        summary: "What an SLO's alerts would have done with other numbers",
        description:
          'Changes nothing. The first question about an SLO asks Prometheus for its history; those after it, for a quarter of an hour, are answered from it.',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['changes'],
                properties: {
                  environment: {
                    $ref: '#/components/schemas/EntityRef',
                  },
                  changes: {
                    type: 'object',
                    additionalProperties: false,
                    properties: {
                      objective: {
                        type: 'number',
                      },
                      threshold: {
                        type: 'number',
                      },
                      window: {
                        type: 'string',
                        maxLength: 16,
                        pattern: '^[0-9]+d$',
                      },
                      alert_for: {
                        type: 'string',
                        maxLength: 16,
                        pattern: '^[0-9]+[mh]$',
                      },
                    },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/measurements': {
      get: {
        operationId: 'GetMeasurements',
        summary:
          'What the portal measured of the SLOs in force of an entity, with the budget of every day that is stored',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
          {
            name: 'environment',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 63,
              pattern: '^[^\\x00]*$',
            },
          },
        ],
        responses: {
          '200': {
            description:
              'One entry for each part of an SLO; where nothing is measured yet, one that says so',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['measurements'],
                  properties: {
                    measurements: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/SloMeasurement',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/backtests': {
      post: {
        operationId: 'Backtest',
        summary:
          'Replay rules that run already, beside those of the approved SLOs',
        description:
          'Stores nothing. Either the text of a rule file (1 MB at most) or its path on the branch that deployments go to.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['entity_ref'],
                properties: {
                  entity_ref: {
                    $ref: '#/components/schemas/EntityRef',
                  },
                  environment: {
                    $ref: '#/components/schemas/EntityRef',
                  },
                  content: {
                    type: 'string',
                    minLength: 1,
                    pattern: '^[^\\x00]*$',
                  },
                  path: {
                    $ref: '#/components/schemas/EntityRef',
                  },
                  mode: {
                    type: 'string',
                    enum: ['exact', 'fast'],
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts/generate': {
      post: {
        operationId: 'GenerateArtifacts',
        summary: 'Generate and validate files for approved SLOs of one entity',
        description:
          '201 with the artifacts, 200 for validation_only, 400 with the same list where a verdict failed. With `Prefer: respond-async` 202 and an id to follow; validation_only is then refused.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['slo_ids', 'artifact_types'],
                properties: {
                  slo_ids: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 1000,
                    items: {
                      type: 'string',
                      minLength: 1,
                      maxLength: 64,
                      pattern: '^[^\\x00]*$',
                    },
                  },
                  artifact_types: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 10,
                    items: {
                      $ref: '#/components/schemas/ArtifactType',
                    },
                  },
                  validation_only: {
                    type: 'boolean',
                  },
                  environment: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 63,
                    pattern: '^[^\\x00]*$',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Generated',
          },
          '201': {
            $ref: '#/components/responses/Generated',
          },
          '202': {
            description: 'Accepted; follow the generation',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['generation_id'],
                  properties: {
                    generation_id: {
                      type: 'string',
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/generations/{id}': {
      get: {
        operationId: 'GetGeneration',
        summary: 'Progress and result of a generation',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      delete: {
        operationId: 'CancelGeneration',
        summary: 'Cancel a running generation',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '204': {
            description: 'Cancelled',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts': {
      get: {
        operationId: 'ListArtifacts',
        summary: 'Artifacts, newest generation first',
        parameters: [
          {
            $ref: '#/components/parameters/entityRef',
          },
          {
            name: 'environment',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 63,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'generation_id',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 64,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'deployment_id',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 64,
              pattern: '^[^\\x00]*$',
            },
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Artifacts',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts/{id}': {
      get: {
        operationId: 'GetArtifact',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Artifact',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      patch: {
        operationId: 'DecideArtifact',
        summary: 'Approve or reject one artifact',
        description:
          'The approver is the person of the token. An `approved_by` that names somebody else is refused.',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['action'],
                properties: {
                  action: {
                    type: 'string',
                    enum: ['approve', 'reject'],
                  },
                  reason: {
                    type: 'string',
                    maxLength: 2000,
                    pattern: '^[^\\x00]*$',
                  },
                  approved_by: {
                    type: 'string',
                    maxLength: 512,
                    pattern: '^[^\\x00]*$',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Artifact',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts/{id}/deployed': {
      get: {
        operationId: 'GetDeployedArtifact',
        summary: "What is deployed now at the artifact's path in its target",
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            description:
              'The deployed artifact; null where nothing is deployed there',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['artifact'],
                  properties: {
                    artifact: {
                      oneOf: [
                        {
                          $ref: '#/components/schemas/Artifact',
                        },
                        {
                          type: 'null',
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts/{id}/panels': {
      post: {
        operationId: 'GetPanels',
        summary: "A generated dashboard with the service's data",
        description:
          "Runs the queries of the stored dashboard, and no others, against the Prometheus of the artifact's environment. Stores nothing.",
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['range'],
                properties: {
                  range: {
                    type: 'string',
                    enum: ['1h', '6h', '24h', '7d', '30d'],
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/artifacts/approve': {
      post: {
        operationId: 'ApproveArtifacts',
        summary: 'Approve a bundle, all of it or nothing',
        requestBody: {
          $ref: '#/components/requestBodies/Bundle',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Artifacts',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policy/evaluate': {
      post: {
        operationId: 'EvaluatePolicy',
        summary: 'What an approval of the bundle would be answered',
        requestBody: {
          $ref: '#/components/requestBodies/Bundle',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policy': {
      get: {
        operationId: 'GetPolicy',
        summary: 'The policy that applies, and where each setting came from',
        parameters: [
          {
            $ref: '#/components/parameters/entityRef',
          },
          {
            $ref: '#/components/parameters/requiredEnvironment',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policies': {
      get: {
        operationId: 'ListPolicies',
        summary:
          'The newest revision of every policy, or all revisions of one scope',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/PolicyScopeKind',
            },
          },
          {
            name: 'name',
            in: 'query',
            allowReserved: true,
            schema: {
              $ref: '#/components/schemas/EntityRef',
            },
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      put: {
        operationId: 'PutPolicy',
        summary: 'Replace what people say of a scope',
        description:
          '409 where expected_revision is not the newest one (0: there is none). What configuration says of the scope stands beside it; the stricter wins.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['scope', 'expected_revision', 'settings', 'reason'],
                properties: {
                  scope: {
                    $ref: '#/components/schemas/PolicyScope',
                  },
                  expected_revision: {
                    type: 'integer',
                    minimum: 0,
                    maximum: 2147483647,
                  },
                  settings: {
                    $ref: '#/components/schemas/PolicySettings',
                  },
                  reason: {
                    $ref: '#/components/schemas/Reason',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policy/shadow': {
      post: {
        operationId: 'ShadowPolicy',
        summary:
          'What a policy would have decided of the last 50 decided bundles',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['scope', 'settings'],
                properties: {
                  scope: {
                    $ref: '#/components/schemas/PolicyScope',
                  },
                  settings: {
                    $ref: '#/components/schemas/PolicySettings',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policy/overrides': {
      get: {
        operationId: 'ListOverrides',
        summary: 'Overrides, the newest first',
        parameters: [
          {
            $ref: '#/components/parameters/entityRef',
          },
          {
            name: 'status',
            in: 'query',
            schema: {
              type: 'string',
              enum: [
                'requested',
                'approved',
                'declined',
                'withdrawn',
                'expired',
                'void',
                'used',
              ],
            },
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      post: {
        operationId: 'RequestOverride',
        summary: 'Ask for permission to exceed named invariants for one bundle',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['invariants', 'reason'],
                properties: {
                  artifact_ids: {
                    $ref: '#/components/schemas/Ids',
                  },
                  removal: {
                    type: 'boolean',
                  },
                  bring_back: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['deployment_id', 'kind'],
                    properties: {
                      deployment_id: {
                        type: 'string',
                        minLength: 1,
                        maxLength: 64,
                        pattern: '^[^\\x00]*$',
                      },
                      kind: {
                        type: 'string',
                        enum: ['rollback', 'restore'],
                      },
                    },
                  },
                  invariants: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 100,
                    items: {
                      $ref: '#/components/schemas/InvariantId',
                    },
                  },
                  reason: {
                    $ref: '#/components/schemas/Reason',
                  },
                  ticket: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 500,
                    pattern: '^[^\\x00]*$',
                  },
                  valid_hours: {
                    type: 'integer',
                    minimum: 1,
                    maximum: 720,
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/policy/overrides/{id}': {
      patch: {
        operationId: 'DecideOverride',
        summary: 'Approve, decline or withdraw an override',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['action'],
                properties: {
                  action: {
                    type: 'string',
                    enum: ['approve', 'decline', 'withdraw'],
                  },
                  reason: {
                    type: 'string',
                    maxLength: 2000,
                    pattern: '^[^\\x00]*$',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/pr': {
      post: {
        operationId: 'Deploy',
        summary: 'Open one pull request with an approved bundle',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/DeployRequest',
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Deployed',
          },
          '201': {
            $ref: '#/components/responses/Deployed',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/removals': {
      get: {
        operationId: 'ListRemovals',
        summary:
          'Files that stand deployed although no SLO of them is in force',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      post: {
        operationId: 'OpenRemoval',
        summary:
          'Opens the pull request that takes these files away, and nothing else',
        requestBody: {
          $ref: '#/components/requestBodies/Bundle',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Deployed',
          },
          '201': {
            $ref: '#/components/responses/Deployed',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/removals/evaluate': {
      post: {
        operationId: 'EvaluateRemoval',
        summary:
          'What the guard would say of a removal, without opening anything',
        requestBody: {
          $ref: '#/components/requestBodies/Bundle',
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/pr/preview': {
      post: {
        operationId: 'PreviewPullRequest',
        summary:
          'The pull request that deploying would open; nothing is stored or opened',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/DeployRequest',
              },
            },
          },
        },
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments': {
      get: {
        operationId: 'ListDeployments',
        parameters: [
          {
            $ref: '#/components/parameters/requiredEntityRef',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}': {
      get: {
        operationId: 'GetDeployment',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}/rebase': {
      post: {
        operationId: 'RebaseDeployment',
        summary:
          'Puts the files of an open pull request on the base as it is now',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Deployed',
          },
          '201': {
            $ref: '#/components/responses/Deployed',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}/rollback': {
      post: {
        operationId: 'RollBackDeployment',
        summary: 'Opens the pull request that restores what stood there before',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Deployed',
          },
          '201': {
            $ref: '#/components/responses/Deployed',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}/restore': {
      post: {
        operationId: 'RestoreDeployment',
        summary:
          'Opens the pull request that puts back what drifted or was reverted',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Deployed',
          },
          '201': {
            $ref: '#/components/responses/Deployed',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}/drift': {
      get: {
        operationId: 'GetDeploymentDrift',
        summary:
          'What stands on the branch beside what was approved, with the diff',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/deployments/{id}/adopt': {
      post: {
        operationId: 'AdoptDeploymentDrift',
        summary: 'Makes what stands on the branch the next drafts of the SLOs',
        parameters: [
          {
            $ref: '#/components/parameters/id',
          },
        ],
        responses: {
          '201': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/overview': {
      get: {
        operationId: 'GetOverview',
        summary: 'How much waits for the caller, is open and has drifted',
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/overview/slos': {
      get: {
        operationId: 'ListOverviewSlos',
        summary:
          'SLOs in force of all entities as they stand, worst first by default',
        parameters: [
          {
            name: 'environment',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 63,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'search',
            in: 'query',
            allowReserved: true,
            description: 'Part of the name of the SLO or of the entity ref',
            schema: {
              type: 'string',
              maxLength: 100,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'state',
            in: 'query',
            schema: {
              type: 'string',
              enum: ['overspent', 'burning', 'unknown', 'healthy'],
            },
          },
          {
            name: 'owner',
            in: 'query',
            allowReserved: true,
            description:
              'A group or user, or mine for all that the caller owns',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 512,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'sort',
            in: 'query',
            schema: {
              type: 'string',
              enum: ['worst', 'budget', 'burn_rate', 'name'],
            },
          },
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page, with how many there are in each state',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: [
                    'environment',
                    'counts',
                    'slos',
                    'total',
                    'offset',
                    'next_cursor',
                  ],
                  properties: {
                    environment: {
                      type: 'string',
                    },
                    counts: {
                      type: 'object',
                    },
                    slos: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/OverviewSlo',
                      },
                    },
                    total: {
                      type: 'integer',
                    },
                    offset: {
                      type: 'integer',
                    },
                    next_cursor: {
                      type: ['string', 'null'],
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/overview/queue': {
      get: {
        operationId: 'ListQueue',
        summary: 'What waits for a decision that the caller may take',
        parameters: [
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/overview/deployments': {
      get: {
        operationId: 'ListOverviewDeployments',
        summary: 'Open pull requests, or what has drifted, of all entities',
        parameters: [
          {
            name: 'view',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              enum: ['open', 'drift'],
            },
          },
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/audit': {
      get: {
        operationId: 'ListAudit',
        summary: 'Audit entries, newest first',
        parameters: [
          {
            $ref: '#/components/parameters/entityRef',
          },
          {
            name: 'action',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 64,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'actor',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 512,
              pattern: '^[^\\x00]*$',
            },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Entries of this instant or later, RFC 3339',
            schema: {
              type: 'string',
              maxLength: 40,
              pattern:
                '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
            },
          },
          {
            name: 'to',
            in: 'query',
            description: 'Entries before this instant, RFC 3339',
            schema: {
              type: 'string',
              maxLength: 40,
              pattern:
                '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
            },
          },
          {
            name: 'before',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 2147483647,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
            },
          },
        ],
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/audit/verify': {
      get: {
        operationId: 'VerifyAudit',
        summary: 'Recompute the hash chain',
        responses: {
          '200': {
            $ref: '#/components/responses/Object',
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/v1/audit/export': {
      get: {
        operationId: 'ExportAudit',
        summary: 'The whole log as NDJSON, with the chain',
        responses: {
          '200': {
            description: 'One entry a line, in order',
            content: {
              'application/x-ndjson': {
                schema: {
                  type: 'string',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
  },
  components: {
    parameters: {
      id: {
        name: 'id',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          minLength: 1,
          maxLength: 64,
          pattern: '^[^\\x00]*$',
        },
      },
      limit: {
        name: 'limit',
        in: 'query',
        schema: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
        },
      },
      cursor: {
        name: 'cursor',
        in: 'query',
        description: 'next_cursor of the page before',
        schema: {
          type: 'string',
          maxLength: 2000,
          pattern: '^[A-Za-z0-9_-]+$',
        },
      },
      entityRef: {
        name: 'entity_ref',
        in: 'query',
        allowReserved: true,
        schema: {
          $ref: '#/components/schemas/EntityRef',
        },
      },
      requiredEnvironment: {
        name: 'environment',
        in: 'query',
        required: true,
        schema: {
          type: 'string',
          minLength: 1,
          maxLength: 63,
          pattern: '^[^\\x00]*$',
        },
      },
      requiredEntityRef: {
        name: 'entity_ref',
        in: 'query',
        required: true,
        allowReserved: true,
        schema: {
          $ref: '#/components/schemas/EntityRef',
        },
      },
      environmentName: {
        name: 'environment',
        in: 'query',
        schema: {
          type: 'string',
          maxLength: 63,
          pattern: '^[^\\x00]*$',
        },
      },
    },
    requestBodies: {
      Document: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              additionalProperties: false,
              required: ['entity_ref', 'document'],
              properties: {
                entity_ref: {
                  $ref: '#/components/schemas/EntityRef',
                },
                environment: {
                  $ref: '#/components/schemas/EntityRef',
                },
                document: {
                  type: 'string',
                  minLength: 1,
                  pattern: '^[^\\x00]*$',
                },
              },
            },
          },
        },
      },
      Bundle: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              additionalProperties: false,
              required: ['artifact_ids'],
              properties: {
                artifact_ids: {
                  $ref: '#/components/schemas/Ids',
                },
              },
            },
          },
        },
      },
    },
    responses: {
      Error: {
        description:
          "Backstage's error body. Beside it stand `details` (faults of a document), `artifacts` (a failed generation) or `decision` (a policy violation).",
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['error', 'response'],
              properties: {
                error: {
                  type: 'object',
                  required: ['name', 'message'],
                  properties: {
                    name: {
                      type: 'string',
                    },
                    message: {
                      type: 'string',
                    },
                  },
                },
                request: {
                  type: 'object',
                },
                response: {
                  type: 'object',
                  required: ['statusCode'],
                  properties: {
                    statusCode: {
                      type: 'integer',
                    },
                  },
                },
              },
            },
          },
        },
      },
      Object: {
        description: 'See the types in the common package',
        content: {
          'application/json': {
            schema: {
              type: 'object',
            },
          },
        },
      },
      Generated: {
        description: 'The artifacts with their verdicts',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['generation_id', 'artifacts', 'notes'],
              properties: {
                generation_id: {
                  type: 'string',
                },
                artifacts: {
                  type: 'array',
                  items: {
                    $ref: '#/components/schemas/Artifact',
                  },
                },
                notes: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
              },
            },
          },
        },
      },
      Artifacts: {
        description: 'Artifacts',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['artifacts'],
              properties: {
                artifacts: {
                  type: 'array',
                  items: {
                    $ref: '#/components/schemas/Artifact',
                  },
                },
                decision: {
                  type: 'object',
                },
              },
            },
          },
        },
      },
      Artifact: {
        description: 'One artifact',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['artifact'],
              properties: {
                artifact: {
                  $ref: '#/components/schemas/Artifact',
                },
                decision: {
                  type: 'object',
                },
              },
            },
          },
        },
      },
      Deployed: {
        description: 'The pull request, or the reason why there is none',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: [
                'deployment_id',
                'pr_url',
                'pr_number',
                'branch_name',
                'artifacts_included',
              ],
              properties: {
                deployment_id: {
                  type: ['string', 'null'],
                },
                pr_url: {
                  type: ['string', 'null'],
                },
                pr_number: {
                  type: ['integer', 'null'],
                },
                branch_name: {
                  type: ['string', 'null'],
                },
                artifacts_included: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                removed: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                reason: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
    },
    schemas: {
      DeployRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['artifact_ids', 'environment'],
        properties: {
          artifact_ids: {
            $ref: '#/components/schemas/Ids',
          },
          environment: {
            type: 'string',
            minLength: 1,
            maxLength: 63,
            pattern: '^[^\\x00]*$',
          },
          target_repo: {
            type: 'string',
            maxLength: 255,
            pattern: '^[^\\x00]*$',
          },
          target_branch: {
            type: 'string',
            maxLength: 255,
            pattern: '^[^\\x00]*$',
          },
        },
      },
      EntityRef: {
        type: 'string',
        minLength: 1,
        maxLength: 512,
        pattern: '^[^\\x00]*$',
      },
      Reason: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        pattern: '^[^\\x00]*$',
      },
      InvariantId: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\x00]*$',
      },
      PolicyScopeKind: {
        type: 'string',
        enum: ['global', 'environment', 'system', 'entity'],
      },
      PolicyScope: {
        type: 'object',
        additionalProperties: false,
        required: ['kind'],
        properties: {
          kind: {
            $ref: '#/components/schemas/PolicyScopeKind',
          },
          name: {
            $ref: '#/components/schemas/EntityRef',
          },
        },
      },
      PolicySettings: {
        type: 'object',
        additionalProperties: false,
        properties: {
          invariants: {
            type: 'object',
            maxProperties: 100,
            additionalProperties: {
              type: 'object',
              additionalProperties: false,
              properties: {
                mode: {
                  type: 'string',
                  enum: ['block', 'warn'],
                },
                limit: {
                  type: ['number', 'boolean'],
                },
              },
            },
          },
          conditions: {
            type: 'array',
            maxItems: 50,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['id', 'expression', 'message', 'mode'],
              properties: {
                id: {
                  $ref: '#/components/schemas/InvariantId',
                },
                expression: {
                  type: 'string',
                  minLength: 1,
                  maxLength: 2000,
                  pattern: '^[^\\x00]*$',
                },
                message: {
                  type: 'string',
                  minLength: 1,
                  maxLength: 500,
                  pattern: '^[^\\x00]*$',
                },
                mode: {
                  type: 'string',
                  enum: ['block', 'warn'],
                },
                required_override: {
                  type: 'string',
                  enum: [
                    'senior_sre_approval',
                    'vp_engineering_approval',
                    'budget_owner_approval',
                  ],
                },
              },
            },
          },
          overrides: {
            type: 'object',
            additionalProperties: false,
            properties: {
              max_hours: {
                type: 'integer',
                minimum: 1,
                maximum: 720,
              },
              min_reason_length: {
                type: 'integer',
                minimum: 1,
                maximum: 500,
              },
            },
          },
        },
      },
      Ids: {
        type: 'array',
        minItems: 1,
        maxItems: 2000,
        items: {
          type: 'string',
          minLength: 1,
          maxLength: 64,
          pattern: '^[^\\x00]*$',
        },
      },
      ArtifactType: {
        type: 'string',
        enum: [
          'recording_rule',
          'alert_rule',
          'inhibit_rule',
          'grafana_dashboard',
          'runbook',
          'rule_test',
        ],
      },
      Slo: {
        type: 'object',
        required: [
          'id',
          'name',
          'entity_ref',
          'revision',
          'status',
          'objective',
          'window',
          'severity',
          'sli',
        ],
        properties: {
          id: {
            type: 'string',
          },
          name: {
            type: 'string',
          },
          entity_ref: {
            type: 'string',
          },
          revision: {
            type: 'integer',
          },
          status: {
            type: 'string',
            enum: ['draft', 'approved', 'retired'],
          },
          objective: {
            type: 'number',
          },
          window: {
            type: 'string',
          },
          severity: {
            type: 'string',
          },
          sli: {
            type: 'object',
          },
          document: {
            type: 'string',
          },
          draft: {
            type: 'object',
          },
        },
      },
      DependencyPath: {
        type: 'array',
        items: {
          type: 'object',
          required: ['relation', 'entity_ref'],
          properties: {
            relation: {
              type: 'string',
              enum: ['dependsOn', 'consumesApi', 'apiProvidedBy'],
            },
            entity_ref: {
              type: 'string',
            },
          },
        },
      },
      SloMeasurement: {
        type: 'object',
        required: [
          'slo_id',
          'environment',
          'labels',
          'unit',
          'objective',
          'window',
          'since',
          'measured_until',
          'sli_5m',
          'sli_1h',
          'burn_rate_1h',
          'budget_left',
          'budget',
          'days',
        ],
        properties: {
          slo_id: {
            type: 'string',
          },
          environment: {
            type: 'string',
          },
          labels: {
            type: 'object',
            additionalProperties: {
              type: 'string',
            },
          },
          unit: {
            type: 'string',
            enum: ['events', 'seconds', 'other'],
          },
          objective: {
            type: 'number',
          },
          window: {
            type: 'string',
          },
          since: {
            type: ['string', 'null'],
            description: 'When the data begins that the budget rests on',
          },
          measured_until: {
            type: ['string', 'null'],
          },
          sli_5m: {
            type: ['number', 'null'],
          },
          sli_1h: {
            type: ['number', 'null'],
          },
          burn_rate_1h: {
            type: ['number', 'null'],
          },
          budget_left: {
            type: ['number', 'null'],
            description:
              "Share of the window's budget; negative once overspent",
          },
          budget: {
            type: ['number', 'null'],
          },
          days: {
            type: 'array',
            maxItems: 400,
            items: {
              type: 'object',
              required: ['day', 'bad', 'total', 'sli', 'budget_left'],
              properties: {
                day: {
                  type: 'string',
                },
                bad: {
                  type: 'number',
                },
                total: {
                  type: 'number',
                },
                sli: {
                  type: ['number', 'null'],
                },
                budget_left: {
                  type: ['number', 'null'],
                },
              },
            },
          },
        },
      },
      OverviewSlo: {
        type: 'object',
        required: [
          'slo_id',
          'entity_ref',
          'name',
          'severity',
          'state',
          'standing',
          'parts',
        ],
        properties: {
          slo_id: {
            type: 'string',
          },
          entity_ref: {
            type: 'string',
          },
          name: {
            type: 'string',
          },
          display_name: {
            type: 'string',
          },
          severity: {
            type: 'string',
          },
          state: {
            type: 'string',
            enum: ['overspent', 'burning', 'unknown', 'healthy'],
          },
          standing: {
            type: 'object',
            description: 'A SloMeasurement without its days, of the worst part',
          },
          parts: {
            type: 'integer',
          },
        },
      },
      SloFeasibility: {
        type: 'object',
        required: [
          'slo_id',
          'name',
          'revision',
          'verdict',
          'objective',
          'ceiling',
          'feasible_objective',
          'chain',
          'unknown',
          'reason',
        ],
        properties: {
          slo_id: {
            type: 'string',
          },
          name: {
            type: 'string',
          },
          revision: {
            type: 'integer',
          },
          verdict: {
            type: 'string',
            enum: ['feasible', 'infeasible', 'unknown'],
          },
          objective: {
            type: 'number',
          },
          ceiling: {
            type: ['number', 'null'],
            description:
              'Product of the counted objectives; null where none is known',
          },
          feasible_objective: {
            type: ['number', 'null'],
          },
          chain: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'entity_ref',
                'slo_id',
                'slo_name',
                'objective',
                'window',
                'via',
              ],
              properties: {
                entity_ref: {
                  type: 'string',
                },
                slo_id: {
                  type: 'string',
                },
                slo_name: {
                  type: 'string',
                },
                objective: {
                  type: 'number',
                },
                window: {
                  type: 'string',
                },
                via: {
                  $ref: '#/components/schemas/DependencyPath',
                },
                counted_with: {
                  type: 'string',
                },
              },
            },
          },
          unknown: {
            type: 'array',
            items: {
              type: 'object',
              required: ['entity_ref', 'via', 'reason'],
              properties: {
                entity_ref: {
                  type: 'string',
                },
                via: {
                  $ref: '#/components/schemas/DependencyPath',
                },
                reason: {
                  type: 'string',
                },
                reason_coded: {
                  $ref: '#/components/schemas/CodedSentence',
                },
              },
            },
          },
          reason: {
            type: 'string',
          },
          reason_coded: {
            type: 'array',
            description: 'The sentences of `reason`, in their order',
            items: {
              $ref: '#/components/schemas/CodedSentence',
            },
          },
        },
      },
      CodedSentence: {
        type: 'object',
        description:
          "An English sentence of the server's by a stable code, for clients that say it in another language. It stands as `…_coded` beside the sentence: `reason_coded` of a feasibility, an unknown dependency, a dry run and each of its alerts, `message_coded` of an invariant, `details_coded` of a deployment's checks, `notes_coded` and `approximations_coded` of a dry run. Where it is absent or null the sentence is somebody else's: an error, a module, a condition of a policy. A code never changes its meaning; clients show the sentence for one that they do not know. The codes and their values are `SENTENCES` of the common package.",
        required: ['code', 'values'],
        properties: {
          code: {
            type: 'string',
            example: 'feasibility.leeway',
          },
          values: {
            type: 'object',
            description:
              'What the sentence names. By the end of its name, `_share` is a share from 0 to 1, `_window` a Prometheus duration, `_seconds` a length of time, `_at` a time in RFC 3339; `count` decides between singular and plural. `reasons` are sentences, each by its code where it has one.',
            additionalProperties: {},
          },
        },
      },
      Artifact: {
        type: 'object',
        required: [
          'id',
          'type',
          'path',
          'content',
          'content_hash',
          'slo_ids',
          'validation_status',
          'validation_errors',
          'dry_run_result',
          'approval_status',
          'deployment_status',
        ],
        properties: {
          id: {
            type: 'string',
          },
          type: {
            $ref: '#/components/schemas/ArtifactType',
          },
          path: {
            type: 'string',
          },
          content: {
            type: 'string',
          },
          content_hash: {
            type: 'string',
          },
          slo_ids: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          validation_status: {
            type: 'string',
            enum: ['passed', 'failed', 'inconclusive'],
          },
          validation_errors: {
            type: 'array',
            items: {
              type: 'object',
            },
          },
          dry_run_result: {
            type: ['object', 'null'],
          },
          approval_status: {
            type: 'string',
            enum: ['pending', 'approved', 'rejected'],
          },
          deployment_status: {
            type: 'string',
            enum: [
              'not_deployed',
              'opening',
              'pending_pr',
              'deployed',
              'conflict',
              'closed',
              'superseded',
            ],
          },
        },
      },
    },
  },
} as const;
