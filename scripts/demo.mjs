// npm run demo: from a fresh machine to the running portal. `-- --exit` stops
// after the main job was driven once.
import { followTypeScript, setUp } from './setup.mjs';

setUp();
process.exit(
  await followTypeScript('scripts/demo/main.ts', process.argv.slice(2)),
);
