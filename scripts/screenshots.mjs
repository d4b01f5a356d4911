// npm run screenshots: the pictures of README and docs, from the running portal.
import { runTypeScript, setUp } from './setup.mjs';

setUp();
process.exit(runTypeScript('scripts/screenshots/main.ts').status);
