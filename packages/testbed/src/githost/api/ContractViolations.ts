/** Requests and answers that the API's own description does not allow. @internal */
export class ContractViolations {
  readonly #found: string[] = [];

  constructor(private readonly log: (message: string) => void) {}

  get found(): string[] {
    return [...this.#found];
  }

  add(what: string, problems: string[]): void {
    const message = `${what}: ${problems.join('; ')}`;
    this.#found.push(message);
    this.log(`GIT HOST: outside the API's description: ${message}`);
  }

  clear(): void {
    this.#found.length = 0;
  }
}
