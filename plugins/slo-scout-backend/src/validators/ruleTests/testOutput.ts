/** What `promtool test rules` said of one file. */
export interface TestWords {
  passed: boolean;
  /** Its own words, where it did not pass. */
  words: string;
}

/**
 * Gives each file its part of the output.
 *
 * promtool names every file on stdout (`Unit Testing:  x`), followed by
 * `SUCCESS` or nothing, and writes one `FAILED:` block for each of the latter to
 * stderr, in the same order. A file that is not named was not reached.
 */
export function readTestOutput(
  names: string[],
  { stdout, stderr }: { stdout: string; stderr: string },
): Map<string, TestWords> {
  const reached: Array<{ name: string; passed: boolean }> = [];
  for (const line of stdout.split('\n')) {
    const name = /^Unit Testing: {2}(.*)$/.exec(line)?.[1];
    if (name !== undefined) reached.push({ name, passed: false });
    else if (line === '  SUCCESS') reached.at(-1)!.passed = true;
  }
  const failed = reached.filter(({ passed }) => !passed);
  const blocks = stderr.split(/^ {2}FAILED:\n/m).slice(1);
  const attributed = blocks.length === failed.length;
  return new Map(
    reached
      .filter(({ name }) => names.includes(name))
      .map(one => [
        one.name,
        {
          passed: one.passed,
          words: one.passed
            ? ''
            : plain(attributed ? blocks[failed.indexOf(one)] : stderr),
        },
      ]),
  );
}

const MAX_WORDS = 8000;

/** Each line once: the same fault of a rule is said of every test. */
function plain(block: string): string {
  const lines = block
    .split('\n')
    .filter(line => line.trim() !== '' && !/^ {2}WARNING:/.test(line));
  const text = [...new Set(lines)].join('\n');
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS)}...` : text;
}
