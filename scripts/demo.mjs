// npm run demo: from a fresh machine to the running portal. `-- --exit` stops
// after the main job was driven once.
import { runTypeScript, setUp } from './setup.mjs';

setUp();
const result = runTypeScript('scripts/demo/main.ts', process.argv.slice(2));
process.exit(result.status);
