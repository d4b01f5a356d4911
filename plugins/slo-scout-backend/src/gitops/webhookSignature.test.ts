import { mockServices } from '@backstage/backend-test-utils';
import { deploymentHeaders } from 'testbed';
import { createWebhookVerifier } from './webhookSignature';

const NOW = 1_795_428_000;
const SECRET = 'shared';
const BODY = '{"pr_number":1,"status":"merged"}';

const configOf = (secret?: string) =>
  mockServices.rootConfig({
    data: { sloScout: { webhooks: { deployment: { secret } } } },
  });
const verifier = createWebhookVerifier(
  configOf(SECRET),
  () => new Date(NOW * 1000),
);

function signed(timestamp = NOW, secret = SECRET, body = BODY) {
  const headers = deploymentHeaders(secret, body, timestamp);
  return {
    body: Buffer.from(body),
    signature: headers['x-hub-signature-256'] as string | undefined,
    timestamp: headers['x-slo-scout-timestamp'] as string | undefined,
  };
}

describe('createWebhookVerifier', () => {
  it('is not there without a secret, so that nothing is believed', () => {
    expect(createWebhookVerifier(configOf())).toBeUndefined();
    expect(createWebhookVerifier(configOf('  '))).toBeUndefined();
  });

  it.each([NOW, NOW - 299, NOW + 299])('believes what was signed at %i', at => {
    expect(verifier?.(signed(at))).toBe(true);
  });

  it.each([
    ['another secret', signed(NOW, 'other')],
    ['another body', { ...signed(), body: Buffer.from('{}') }],
    ['another time', { ...signed(), timestamp: String(NOW + 1) }],
    ['an old time', signed(NOW - 301)],
    ['a time to come', signed(NOW + 301)],
    ['no time', { ...signed(), timestamp: undefined }],
    ['a time that is none', { ...signed(), timestamp: 'now' }],
    ['no signature', { ...signed(), signature: undefined }],
    ['a short signature', { ...signed(), signature: 'sha256=abcd' }],
    [
      'a signature without its name',
      { ...signed(), signature: signed().signature?.slice(7) },
    ],
    ['SHA-1', { ...signed(), signature: `sha1=${'a'.repeat(40)}` }],
    ['a signature over the body alone', { ...signed(), timestamp: '' }],
  ])('does not believe %s', (_, request) => {
    expect(verifier?.(request)).toBe(false);
  });
});
