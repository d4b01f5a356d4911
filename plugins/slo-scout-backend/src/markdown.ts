/**
 * Values in Markdown: none of these lets a value become markup. GitHub's dialect,
 * which GitLab's and CommonMark's share as far as it matters here.
 */

/** Takes line breaks and control characters out. */
export function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** Text that stands for itself, wherever it stands in a line, in a table too. */
export function escapeText(value: string): string {
  return (
    oneLine(value)
      .replace(/[\\`*[\]{}~|$]/g, '\\$&')
      // Inside a word an underscore marks nothing, and names are full of them.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      // Entities are text inside of HTML too, where a backslash escapes nothing.
      .replace(/&(?=[#A-Za-z])/g, '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // What would begin a heading, a list, a rule or an underline.
      .replace(/^[#+=-]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}

/** A code span for running text; in a table a bar would end the cell. */
export function codeSpan(value: string): string {
  const plain = oneLine(value);
  if (plain === '') return '–';
  const pad = /^`|`$/.test(plain) ? ' ' : '';
  const fence = '`'.repeat(longestRun(plain) + 1);
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** A fenced block, line breaks kept; its fence is longer than any inside. */
export function codeBlock(value: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(value) + 1));
  return `${fence}${language}\n${value}\n${fence}`;
}

function longestRun(value: string): number {
  const runs = [...value.matchAll(/`+/g)].map(run => run[0].length);
  return Math.max(0, ...runs);
}

/** The address for a link's brackets; undefined for all but http and https. */
export function linkAddress(url: string): string | undefined {
  // Most values are no addresses at all, and telling so by an error is slow.
  if (!/^https?:/i.test(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  return parsed.href
    .replace(/[()[\]<>|`\\]/g, percentEncoded)
    .replaceAll('&', '&amp;');
}

/** A path inside the repository for a link's brackets. */
export function pathAddress(path: string): string {
  return path
    .split('/')
    .map(segment =>
      encodeURIComponent(segment).replace(/[()]/g, percentEncoded),
    )
    .join('/');
}

/** The anchor of a heading, as GitHub and GitLab name it: `Roll back!` is `roll-back`. */
export function headingAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
