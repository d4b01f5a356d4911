// Verifies an export of the audit log: node verify-audit.mjs audit.ndjson [known hash]
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// RFC 8785: no spaces, members by UTF-16 code units; the rest is what JSON.stringify does.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map(k => `${JSON.stringify(k)}:${canonical(value[k])}`)}}`;
}

const [file, known] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const hashes = ['0'.repeat(64)];
for (const [index, line] of lines.entries()) {
  const { hash, ...entry } = JSON.parse(line);
  const expected = createHash('sha256').update(canonical(entry)).digest('hex');
  const follows = entry.seq === index + 1 && entry.prev_hash === hashes[index];
  if (!follows || hash !== expected) {
    console.error(`Broken at entry ${index + 1}: ${line.slice(0, 120)}`);
    process.exit(1);
  }
  hashes.push(hash);
}
if (known && !hashes.includes(known)) {
  console.error(`The chain holds, but ${known} is not in it`);
  process.exit(1);
}
console.log(`${lines.length} entries, chain intact, head ${hashes.at(-1)}`);
