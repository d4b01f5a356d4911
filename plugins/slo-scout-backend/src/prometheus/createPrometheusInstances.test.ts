import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import execa from 'execa';
import { createPrometheusInstances } from '.';

type Instance = JsonObject;

const instances = (...prometheus: Instance[]) =>
  createPrometheusInstances(
    mockServices.rootConfig({ data: { sloScout: { prometheus } } }),
  );

const PROD = {
  name: 'prod',
  url: 'http://prod.example/prometheus/',
  environments: ['production'],
};

describe('createPrometheusInstances', () => {
  it('finds the instance of an environment, or the one for all', () => {
    const { find } = instances(
      { name: 'all', url: 'http://all.example' },
      PROD,
    );
    expect(find('production')).toMatchObject({
      name: 'prod',
      url: 'http://prod.example/prometheus',
    });
    expect(find('staging')?.name).toBe('all');
  });

  it('finds the one that an entity names, and no other in its place', () => {
    const { find } = instances(
      { name: 'all', url: 'http://all.example' },
      PROD,
    );
    expect(find('staging', 'prod')?.name).toBe('prod');
    expect(find('production', 'typo')).toBeUndefined();
  });

  it('finds none where none is configured', () => {
    const { find } = createPrometheusInstances(mockServices.rootConfig());
    expect(find('production')).toBeUndefined();
    expect(instances(PROD).find('staging')).toBeUndefined();
  });

  it.each([
    ['no URL', { ...PROD, url: 'prod' }, /is not a URL: prod/],
    [
      'a URL with a password',
      { ...PROD, url: 'http://me:secret@prod.example' },
      /holds credentials. Put them into basicAuth/,
    ],
    [
      'a URL of files',
      { ...PROD, url: 'file:///etc' },
      /must be http or https/,
    ],
    [
      'two ways to authenticate',
      {
        ...PROD,
        bearerToken: 't',
        basicAuth: { username: 'u', password: 'p' },
      },
      /basicAuth and bearerToken/,
    ],
    [
      'a CA that is not there',
      { ...PROD, tls: { caFile: '/nowhere/ca.pem' } },
      /tls.caFile of Prometheus “prod” cannot be read/,
    ],
  ])('refuses %s', (_, instance, words) => {
    expect(() => instances(instance)).toThrow(words);
  });

  it('refuses two instances of one name', () => {
    expect(() => instances(PROD, PROD)).toThrow(/two instances .* “prod”/);
  });
});

describe('the clients', () => {
  let folder: string;
  let server: Server;
  let url: string;
  const seen: Array<Record<string, unknown>> = [];
  const file = (name: string) => path.join(folder, name);

  async function certificate(name: string, ...signedBy: string[]) {
    const request = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    await execa('openssl', [
      'req',
      '-x509',
      ...request,
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)],
      ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...signedBy,
    ]);
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'prometheus-tls-'));
    await certificate('ca');
    const byCa = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
    await certificate('server', ...byCa);
    await certificate('client', ...byCa);
    const listener: RequestListener = (request, response) => {
      seen.push(request.headers);
      response.end('{"status":"success","data":{"version":"3.1.0"}}');
    };
    server = createServer(
      {
        ca: await readFile(file('ca.pem')),
        cert: await readFile(file('server.pem')),
        key: await readFile(file('server.key')),
        requestCert: true,
        rejectUnauthorized: true,
      },
      listener,
    );
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    await rm(folder, { recursive: true, force: true });
  });

  const clientOf = (instance: Instance) =>
    instances({ name: 'secure', url, ...instance }).find('production')!;
  const tls = () => ({
    caFile: file('ca.pem'),
    certFile: file('client.pem'),
    keyFile: file('client.key'),
  });

  it('show their certificate, tenant and credentials', async () => {
    const basic = clientOf({
      tls: tls(),
      headers: { 'X-Scope-OrgID': 'team-a' },
      basicAuth: { username: 'slo', password: 'p:ä' },
    });
    await expect(basic.version()).resolves.toBe('3.1.0');
    expect(seen.at(-1)).toMatchObject({
      'x-scope-orgid': 'team-a',
      authorization: `Basic ${Buffer.from('slo:p:ä').toString('base64')}`,
    });
    const bearer = clientOf({ tls: tls(), bearerToken: 'token' });
    await bearer.version();
    expect(seen.at(-1)).toMatchObject({ authorization: 'Bearer token' });
  });

  it('trust nobody whom they do not know', async () => {
    await expect(clientOf({}).version()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/self-signed|unable to/),
    });
  });

  it('need a certificate together with its key', () => {
    expect(() => clientOf({ tls: { certFile: file('client.pem') } })).toThrow(
      /certFile and keyFile together/,
    );
  });
});
