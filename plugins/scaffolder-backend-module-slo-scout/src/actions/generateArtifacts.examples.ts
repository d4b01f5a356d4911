import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'slo-scout:artifacts:generate';

export const examples: TemplateExample[] = [
  {
    description: 'Everything for every approved SLO of a service',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Generate monitoring',
          action,
          input: { entityRef: 'component:default/payments-api' },
        },
      ],
    }),
  },
  {
    description: 'The rules of two SLOs in one environment',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Generate rules',
          action,
          input: {
            entityRef: 'component:default/payments-api',
            sloNames: ['checkout_latency_p95', 'payment_success_rate'],
            artifactTypes: ['recording_rule', 'alert_rule'],
            environment: 'production',
          },
        },
      ],
    }),
  },
  {
    description: 'Validate only, and put the files into the workspace',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Try out',
          action,
          input: {
            entityRef: 'component:default/payments-api',
            validationOnly: true,
            writeTo: './observability',
          },
        },
      ],
    }),
  },
];
