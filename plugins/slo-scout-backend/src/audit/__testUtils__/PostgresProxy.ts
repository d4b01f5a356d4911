import { type AddressInfo, type Server, type Socket, connect } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';

/** Where the connection breaks: on the way to the database, or on the way back. */
export type Direction = 'requests' | 'answers';

interface Cut {
  direction: Direction;
  /** Messages inside of transactions that still pass. */
  after: number;
  /** Instead of cutting the connection, which is the default. */
  instead?: () => void;
}

const TYPE_BYTES = 1;
const LENGTH_BYTES = 4;

/** Splits a stream into messages: a type, the length of the rest, the rest. */
class Messages {
  #rest = Buffer.alloc(0);
  #untyped: boolean;

  constructor(options: { startsUntyped: boolean }) {
    this.#untyped = options.startsUntyped;
  }

  read(data: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, data]);
    const messages: Buffer[] = [];
    for (;;) {
      const type = this.#untyped ? 0 : TYPE_BYTES;
      if (this.#rest.length < type + LENGTH_BYTES) return messages;
      const end = type + this.#rest.readUInt32BE(type);
      if (this.#rest.length < end) return messages;
      messages.push(this.#rest.subarray(0, end));
      this.#rest = this.#rest.subarray(end);
      this.#untyped = false;
    }
  }
}

/**
 * A proxy before PostgreSQL that reads the messages of its protocol and breaks off
 * after the n-th one since a transaction began.
 */
export class PostgresProxy {
  readonly #sockets = new Set<Socket>();
  #cut: Cut | undefined;
  #seen: Record<Direction, number> = { requests: 0, answers: 0 };

  private constructor(
    readonly server: Server,
    readonly connectionString: string,
  ) {}

  static async start(target: string): Promise<PostgresProxy> {
    const url = new URL(target);
    const upstream = { host: url.hostname, port: Number(url.port) };
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url.port = String((server.address() as AddressInfo).port);
    const proxy = new PostgresProxy(server, url.toString());
    server.on('connection', client => proxy.#join(client, connect(upstream)));
    return proxy;
  }

  /** Whether something was cut since. */
  arm(cut: Cut): { readonly happened: boolean } {
    this.#cut = cut;
    this.#seen = { requests: 0, answers: 0 };
    const isWaiting = () => this.#cut === cut;
    return {
      get happened() {
        return !isWaiting();
      },
    };
  }

  disarm(): void {
    this.#cut = undefined;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #join(client: Socket, upstream: Socket) {
    let open = false;
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // Whoever broke it off, the other side is told by the end of its socket.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const pass = (direction: Direction, to: Socket, message: Buffer) => {
      if (open && this.#breaks(direction)) {
        // What was passed on before still reaches the database.
        upstream.end();
        client.destroy();
        return;
      }
      to.write(message);
    };
    const requests = new Messages({ startsUntyped: true });
    client.on('data', data => {
      for (const message of requests.read(data)) {
        if (beginsTransaction(message)) open = true;
        if (!client.destroyed) pass('requests', upstream, message);
      }
    });
    const answers = new Messages({ startsUntyped: false });
    upstream.on('data', data => {
      for (const message of answers.read(data)) {
        if (!client.destroyed) pass('answers', client, message);
        if (isIdle(message)) open = false;
      }
    });
  }

  #breaks(direction: Direction): boolean {
    const seen = ++this.#seen[direction];
    const cut = this.#cut;
    if (cut?.direction !== direction || seen <= cut.after) return false;
    this.#cut = undefined;
    cut.instead?.();
    return cut.instead === undefined;
  }
}

/** A simple query `BEGIN`, as knex sends it. */
function beginsTransaction(message: Buffer): boolean {
  return (
    message.toString('latin1', 0, 1) === 'Q' &&
    message.toString('latin1', TYPE_BYTES + LENGTH_BYTES).startsWith('BEGIN')
  );
}

/** `ReadyForQuery` outside of a transaction. */
function isIdle(message: Buffer): boolean {
  return (
    message.toString('latin1', 0, 1) === 'Z' &&
    message.toString('latin1', TYPE_BYTES + LENGTH_BYTES) === 'I'
  );
}
