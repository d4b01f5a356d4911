import { useGitHost } from './testSupport';

describe('pages of the Git host', () => {
  const used = useGitHost();

  async function openRequest(title = 'feat: one', body = 'A **body**') {
    const { host } = used;
    await host.commit('org/config', 'change', { 'a.txt': 'new\n' }, 'change');
    const answer = await fetch(`${host.apiUrl.github}/repos/org/config/pulls`, {
      method: 'POST',
      headers: {
        authorization: `token ${host.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ title, body, head: 'change', base: 'main' }),
    });
    expect(answer.status).toBe(201);
  }

  const page = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${used.host.url}${path}`, init);
    return { status: answer.status, text: await answer.text() };
  };

  it('shows a pull request and merges it at the press of the button', async () => {
    await openRequest();

    const before = await page('/org/config/pull/1');
    expect(before.text).toContain('feat: one');
    expect(before.text).toContain('A **body**');
    expect(before.text).toContain('<span class="add">+new</span>');
    expect(before.text).toContain('action="/org/config/pull/1/merge"');

    const after = await page('/org/config/pull/1/merge', { method: 'POST' });
    expect(after.text).toContain('data-testid="state">merged');
    expect(after.text).not.toContain('/merge"');
    expect(await used.git('show', 'main:a.txt')).toBe('new');
  });

  it('closes without merging', async () => {
    await openRequest();
    const after = await page('/org/config/pull/1/close', { method: 'POST' });
    expect(after.text).toContain('Closed without merging');
    expect(used.host.pullRequests('org/config')).toMatchObject([
      { state: 'closed', merged: false },
    ]);
  });

  it('takes the button away where the branches conflict', async () => {
    await openRequest();
    await used.host.commit(
      'org/config',
      'main',
      { 'a.txt': 'other\n' },
      'other',
    );
    const { text } = await page('/org/config/pull/1');
    expect(text).toContain('This branch has conflicts');
    expect(text).toMatch(/<button class="primary" disabled>/);
    const pressed = await page('/org/config/pull/1/merge', { method: 'POST' });
    expect(pressed.status).toBe(409);
  });

  it('escapes whatever people wrote', async () => {
    await openRequest('<script>alert(1)</script>', '"><img src=x>');
    for (const path of ['/org/config/pull/1', '/org/config']) {
      const { text } = await page(path);
      expect(text).toContain('&lt;script&gt;alert(1)');
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('<img');
    }
  });

  it('refuses a form that another site sends', async () => {
    await openRequest();
    const { status } = await page('/org/config/pull/1/merge', {
      method: 'POST',
      headers: { origin: 'http://elsewhere.example' },
    });
    expect(status).toBe(403);
    expect(used.host.pullRequests('org/config')[0].state).toBe('open');
  });

  it('lists repositories, branches and files, and shows a file of any branch', async () => {
    await used.host.commit(
      'org/config',
      'a/b',
      { 'dir/<x>.txt': '<b>' },
      'odd',
    );
    expect((await page('/')).text).toContain('href="/org/config"');
    const repository = await page('/org/config');
    expect(repository.text).toContain('<code>a/b</code>');
    expect(repository.text).toContain('/org/config/blob/main/README.md');
    const file = await page('/org/config/blob/a/b/dir/%3Cx%3E.txt');
    expect(file.text).toContain('<pre>&lt;b&gt;</pre>');
    expect((await page('/org/config/blob/main/none')).status).toBe(404);
    expect((await page('/org/none')).status).toBe(404);
  });
});
