import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A native histogram of answers of 0.1 s and of 1 s. */
export interface Observations {
  fast: number;
  slow: number;
}

/** Buckets of schema 0 end at powers of two: 0.1 is in the one of 2^-3, 1 in that of 2^0. */
const FAST_BUCKET = -3;
const SLOW_BUCKET = 0;

/**
 * Serves one native histogram as Prometheus scrapes it: protobuf, delimited
 * (client_model's `metrics.proto`; text cannot carry native histograms).
 */
export async function serveNativeHistogram(
  name: string,
  read: () => Observations,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader(
      'Content-Type',
      'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited',
    );
    const family = metricFamily(name, read());
    response.end(Buffer.concat([varint(family.length), family]));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

const HISTOGRAM_TYPE = 4;

function metricFamily(name: string, { fast, slow }: Observations): Buffer {
  const histogram = [
    number(1, fast + slow),
    double(2, fast * 0.1 + slow),
    number(5, zigzag(0)),
    double(6, 0),
    number(7, 0),
    bytes(12, span(FAST_BUCKET)),
    bytes(12, span(SLOW_BUCKET - FAST_BUCKET - 1)),
    // Each bucket by its difference from the one before.
    number(13, zigzag(fast)),
    number(13, zigzag(slow - fast)),
  ];
  return Buffer.concat([
    bytes(1, Buffer.from(name)),
    number(3, HISTOGRAM_TYPE),
    bytes(4, bytes(7, Buffer.concat(histogram))),
  ]);
}

/** One bucket, so many after the one before. */
function span(offset: number): Buffer {
  return Buffer.concat([number(1, zigzag(offset)), number(2, 1)]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function double(field: number, value: number): Buffer {
  const eight = Buffer.alloc(8);
  eight.writeDoubleLE(value);
  return Buffer.concat([varint(field * 8 + 1), eight]);
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([
    varint(field * 8 + 2),
    varint(content.length),
    content,
  ]);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function varint(value: number): Buffer {
  const digits: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) {
    digits.push((rest % 128) + 128);
  }
  return Buffer.from([...digits, rest]);
}
