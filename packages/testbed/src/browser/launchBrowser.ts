import { constants } from 'fs';
import { access } from 'fs/promises';
import { delimiter, join } from 'path';
import { Browser, chromium } from 'playwright-core';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function findChromium(): Promise<string> {
  const directories = (process.env.PATH ?? '').split(delimiter);
  for (const command of COMMANDS) {
    for (const directory of directories) {
      const path = join(directory, command);
      try {
        await access(path, constants.X_OK);
        return path;
      } catch {
        // The next one.
      }
    }
  }
  throw new Error(
    `${COMMANDS.join(', ')}: none of them was found. ` +
      'Install one (Debian: apt-get install chromium)',
  );
}

/**
 * Debian's Chromium without a window. Close it with `browser.close()`.
 *
 * @public
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    headless: true,
    args: FLAGS,
  });
}
