// npm run bench: time and memory of every step, beside bare promtool. Expectations
// that are not met are said, not failed: machines differ. Writes docs/performance.md.
import { runTypeScript, setUp } from './setup.mjs';

setUp();
const result = runTypeScript('bench/main.ts');
process.exit(result.status);
