/* eslint-disable no-restricted-imports -- reads the sources of the components */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const COMPONENTS = join(__dirname, '..');
const SHOWN_HERE = /^TimeText\//;

/** How a time could reach the screen without `TimeText`, and so without UTC on hover. */
const BESIDE = [
  // `zonedTime` and others name the zone, or are for fields.
  /\breadableTime\b/,
  /\bDateTimeFormat\b|\.toLocale(?:Date|Time)String\b/,
  /\.to(?:ISO|UTC|Date|Time)String\(|\.get(?:UTC)?(?:Hours|Date|Month)\(/,
  /from 'luxon'/,
  // As a child of an element, not as the value of a prop or in a template.
  /(?<![=$])\{\s*[\w.?!]*(?:_at|_until|\.since|\.start|\.end)(?:\s*\?\?[^}]*)?\s*\}(?!\s*[=:)])/,
];

const besideTheComponent = (source: string) =>
  BESIDE.flatMap(pattern => pattern.exec(source)?.[0] ?? []);

const components = (
  readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }) as string[]
).filter(
  path =>
    /\.tsx?$/.test(path) &&
    !/\.test\.|__mocks__/.test(path) &&
    !SHOWN_HERE.test(path),
);

it('finds components', () => {
  expect(components.length).toBeGreaterThan(50);
});

it.each([
  ['<p>{slo.created_at}</p>', 1],
  ['<p>\n  {measured_until}\n</p>', 1],
  ["<p>{firing.start ?? '–'}</p>", 1],
  ['<p>{new Date(at).toLocaleTimeString()}</p>', 1],
  ['<p>{new Date(at).toISOString()}</p>', 1],
  ['<p>{readableTime(at)?.local}</p>', 1],
  ["import { DateTime } from 'luxon';", 1],
  ['<TimeText value={slo.created_at} />', 0],
  ['const { created_at } = slo;', 0],
  ['<li key={`${firing.start} ${firing.end}`}>{zonedTime(at)}</li>', 0],
])('reads %j', (source, ways) => {
  expect(besideTheComponent(source)).toHaveLength(ways);
});

it.each(components)('%s shows times by the component only', path => {
  expect(
    besideTheComponent(readFileSync(join(COMPONENTS, path), 'utf8')),
  ).toEqual([]);
});
