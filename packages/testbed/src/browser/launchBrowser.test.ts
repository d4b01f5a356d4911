import express from 'express';
import { once } from 'events';
import { AddressInfo } from 'net';
import { launchBrowser } from '.';

jest.setTimeout(60_000);

describe('launchBrowser', () => {
  it('opens a page of this machine and runs what is in it', async () => {
    const server = express()
      .get('/', (_req, res) => {
        res.send(
          '<h1>No</h1><script>document.querySelector("h1").textContent = "Yes"</script>',
        );
      })
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}`);
      expect(await page.textContent('h1')).toBe('Yes');
    } finally {
      await browser.close();
      server.close();
    }
  });

  it('says what to install where there is no browser', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      await expect(launchBrowser()).rejects.toThrow('apt-get install chromium');
    } finally {
      process.env.PATH = path;
    }
  });
});
