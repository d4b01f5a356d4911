const CONTEXT = 3;
const MAX_LINES = 400;

/**
 * The lines in which two texts differ, as a unified diff without its head: from the
 * first line that differs to the last, with three lines around.
 */
export function lineDiff(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) {
    same += 1;
  }
  let tail = 0;
  while (
    tail < Math.min(old.length, now.length) - same &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  if (same === old.length && same === now.length) return '';
  const from = Math.max(0, same - CONTEXT);
  const lines = [
    `@@ line ${same + 1} @@`,
    ...old.slice(from, same).map(line => ` ${line}`),
    ...old.slice(same, old.length - tail).map(line => `-${line}`),
    ...now.slice(same, now.length - tail).map(line => `+${line}`),
    ...old
      .slice(old.length - tail)
      .slice(0, CONTEXT)
      .map(line => ` ${line}`),
  ];
  const more = lines.length - MAX_LINES;
  return [
    ...lines.slice(0, MAX_LINES),
    ...(more > 0 ? [`… and ${more} more lines`] : []),
  ].join('\n');
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}
