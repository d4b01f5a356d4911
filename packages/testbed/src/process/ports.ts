import { randomInt } from 'crypto';
import { createServer } from 'net';

/** Address that every part of the testbed listens on: never more than this machine. */
export const LOOPBACK = '127.0.0.1';

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const found =
        typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/**
 * Below the ports that systems give to outgoing connections: one of those may take a
 * port in the moment between its choice and its use.
 */
const CHOICE = { from: 15_000, to: 32_000, tries: 20 };

async function listenAnywhere(): Promise<number> {
  for (let left = CHOICE.tries; left > 0; left--) {
    try {
      return await listenOnce(randomInt(CHOICE.from, CHOICE.to));
    } catch (error) {
      if (!isInUse(error)) throw error;
    }
  }
  return listenOnce(0);
}

function isInUse(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

/**
 * The wanted port, or a free one where none is wanted.
 *
 * @throws Error that names the port and the part that wanted it, where it is in use.
 * @public
 */
export async function choosePort(
  part: string,
  wanted: number = 0,
): Promise<number> {
  if (wanted === 0) return listenAnywhere();
  try {
    return await listenOnce(wanted);
  } catch (error) {
    if (!isInUse(error)) throw error;
    throw new Error(
      `Port ${wanted} on ${LOOPBACK}, wanted by ${part}, is in use. ` +
        `Stop what listens there, or give ${part} another port.`,
    );
  }
}
