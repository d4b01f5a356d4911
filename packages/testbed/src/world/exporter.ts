import express from 'express';
import { Server } from 'http';
import { LOOPBACK, Part, choosePort } from '../process';
import { FAMILIES, isOfFamily, seriesText } from './exposition';
import { World } from './world';

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** @public */
export interface WorldExporter extends Part {
  /** Base address; one service is at `/services/{name}/metrics`. */
  readonly url: string;
  readonly port: number;
}

/** Prometheus' text format of one service at a time. */
export function renderMetrics(
  world: World,
  service: string,
  unixSeconds: number,
): string {
  const samples = world.samplesAt(service, unixSeconds);
  const lines = FAMILIES.flatMap(family => [
    `# HELP ${family.name} ${family.help}`,
    `# TYPE ${family.name} ${family.type}`,
    ...samples
      .filter(sample => isOfFamily(family, sample))
      .map(sample => `${seriesText(sample)} ${sample.value}`),
  ]);
  return `${lines.join('\n')}\n`;
}

/**
 * Serves the world's metrics as they are at the moment of the request.
 *
 * @public
 */
export async function startWorldExporter(options: {
  world: World;
  port?: number;
  clock?: () => Date;
}): Promise<WorldExporter> {
  const { world, clock = () => new Date() } = options;
  const app = express();
  for (const { name } of world.services) {
    app.get(`/services/${name}/metrics`, (_req, res) => {
      res.set('Content-Type', PROMETHEUS_TEXT);
      res.send(renderMetrics(world, name, clock().getTime() / 1000));
    });
  }
  const port = await choosePort('the world exporter', options.port);
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(port, LOOPBACK, () => resolve(listening));
    listening.once('error', reject);
  });
  return {
    url: `http://${LOOPBACK}:${port}`,
    port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
