// npm run bench: time and memory of every step, beside bare tools. Expectations
// that are not met are said, not failed: machines differ. Writes docs/performance.md.
// npm run bench -- --only generate: measures some of it, and only prints.
import { runTypeScript, setUp } from './setup.mjs';

setUp();
const result = runTypeScript('bench/main.ts', process.argv.slice(2));
process.exit(result.status);
