import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Agent } from 'undici';
import { HttpPrometheusClient } from './HttpPrometheusClient';
import type { PrometheusClient, PrometheusInstances } from './types';

interface Instance {
  client: PrometheusClient;
  environments: string[];
}

/** Reads `sloScout.prometheus`; bad configuration stops the plugin at its start. */
export function createPrometheusInstances(config: Config): PrometheusInstances {
  const instances = (
    config.getOptionalConfigArray('sloScout.prometheus') ?? []
  ).map(readInstance);
  const names = instances.map(({ client }) => client.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `sloScout.prometheus has two instances with the name “${twice}”`,
    );
  }
  return {
    find(environment, annotated) {
      if (annotated !== undefined) {
        return instances.find(({ client }) => client.name === annotated)
          ?.client;
      }
      const named = instances.find(({ environments }) =>
        environments.includes(environment),
      );
      const forAll = instances.find(
        ({ environments }) => environments.length === 0,
      );
      return (named ?? forAll)?.client;
    },
  };
}

function readInstance(config: Config): Instance {
  const name = config.getString('name');
  return {
    client: new HttpPrometheusClient({
      name,
      url: readUrl(name, config.getString('url')),
      headers: {
        ...readStrings(config, 'headers'),
        ...readAuthorization(name, config),
      },
      params: readParams(name, config),
      dispatcher: readDispatcher(name, config.getOptionalConfig('tls')),
    }),
    environments: config.getOptionalStringArray('environments') ?? [],
  };
}

function readUrl(name: string, text: string): string {
  if (!URL.canParse(text)) {
    throw new InputError(
      `The url of Prometheus “${name}” is not a URL: ${text}`,
    );
  }
  const url = new URL(text);
  if (url.username || url.password) {
    // The address is shown to people and written into runbooks.
    throw new InputError(
      `The url of Prometheus “${name}” holds credentials. Put them into basicAuth.`,
    );
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.search || url.hash) {
    throw new InputError(
      `The url of Prometheus “${name}” must be http or https, without query and fragment`,
    );
  }
  return text;
}

/**
 * A store of many parts answers with less where a part is away, and with coarser
 * samples where it likes: both would be taken for history.
 */
const PARAMS_OF: Record<string, Record<string, string>> = {
  prometheus: {},
  thanos: {
    partial_response: 'false',
    dedup: 'true',
    max_source_resolution: '0s',
  },
  mimir: {},
  victoriametrics: { nocache: '1' },
};

function readParams(name: string, config: Config): Record<string, string> {
  const kind = config.getOptionalString('kind') ?? 'prometheus';
  if (!Object.hasOwn(PARAMS_OF, kind)) {
    throw new InputError(
      `The kind of Prometheus “${name}” must be one of ${Object.keys(
        PARAMS_OF,
      ).join(', ')}, not ${kind}`,
    );
  }
  return { ...PARAMS_OF[kind], ...readStrings(config, 'params') };
}

function readStrings(
  config: Config,
  key: 'headers' | 'params',
): Record<string, string> {
  const entries = config.getOptionalConfig(key);
  return Object.fromEntries(
    (entries?.keys() ?? []).map(name => [
      name,
      // Names of headers are not configuration paths: they may hold dots.
      String(config.get<Record<string, unknown>>(key)[name]),
    ]),
  );
}

function readAuthorization(
  name: string,
  config: Config,
): Record<string, string> {
  const basic = config.getOptionalConfig('basicAuth');
  const bearer = config.getOptionalString('bearerToken');
  if (basic && bearer) {
    throw new InputError(
      `Prometheus “${name}” has basicAuth and bearerToken; configure one of them`,
    );
  }
  if (bearer) {
    return { authorization: `Bearer ${bearer}` };
  }
  if (!basic) {
    return {};
  }
  const pair = `${basic.getString('username')}:${basic.getString('password')}`;
  return {
    authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`,
  };
}

function readDispatcher(
  name: string,
  tls: Config | undefined,
): Agent | undefined {
  if (!tls) {
    return undefined;
  }
  const read = (key: string) => {
    const path = tls.getOptionalString(key);
    if (path === undefined) {
      return undefined;
    }
    try {
      return readFileSync(path);
    } catch (error) {
      throw new InputError(
        `tls.${key} of Prometheus “${name}” cannot be read: ${String(error)}`,
      );
    }
  };
  const cert = read('certFile');
  const key = read('keyFile');
  if (!cert !== !key) {
    throw new InputError(
      `tls of Prometheus “${name}” needs certFile and keyFile together`,
    );
  }
  return new Agent({ connect: { ca: read('caFile'), cert, key } });
}
