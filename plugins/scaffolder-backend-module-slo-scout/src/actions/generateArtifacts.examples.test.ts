import { mockServices } from '@backstage/backend-test-utils';
import { SloScoutClient } from '@slo-scout/backstage-plugin-slo-scout-common';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { createGenerateArtifactsAction } from './generateArtifacts';
import { examples } from './generateArtifacts.examples';

const action = createGenerateArtifactsAction({
  auth: mockServices.auth(),
  sloScout: new SloScoutClient({
    discoveryApi: mockServices.discovery(),
    fetchApi: { fetch },
  }),
});
const validate = new Ajv({ strict: false }).compile(action.schema?.input ?? {});

describe('examples of slo-scout:artifacts:generate', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    '%s',
    (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('slo-scout:artifacts:generate');
      validate(step.input);
      expect(validate.errors).toBeNull();
    },
  );

  it('would not pass with an unknown type', () => {
    expect(
      validate({ entityRef: 'payments-api', artifactTypes: ['poem'] }),
    ).toBe(false);
  });
});
