import { createInterface } from 'readline';
import { Readable } from 'stream';

const KEPT_LINES = 40;

/** The last lines that a child printed, kept for the message of a failure. */
export class LogTail {
  readonly #lines: string[] = [];

  /** Reads a stream to its end. It must be read, or the child blocks on a full pipe. */
  follow(stream: Readable | null, onLine?: (line: string) => void): void {
    if (!stream) {
      return;
    }
    createInterface({ input: stream }).on('line', line => {
      this.#lines.push(line);
      if (this.#lines.length > KEPT_LINES) {
        this.#lines.shift();
      }
      onLine?.(line);
    });
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
