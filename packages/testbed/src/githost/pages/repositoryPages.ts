import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { encodePath } from '../github/shapes';
import { html } from './html';
import { layout } from './layout';

/** @internal */
export function indexPage(forge: Forge): string {
  return layout(
    'Git host',
    html`Git host`,
    html`<h1>Repositories</h1>
      <ul>
        ${forge
          .list()
          .map(
            ({ fullName }) =>
              html`<li><a href="/${fullName}">${fullName}</a></li>`,
          )}
      </ul>`,
  );
}

/** Branches, pull requests and the files of the default branch. @internal */
export async function repositoryPage(repo: HostedRepository): Promise<string> {
  const branches = await repo.git.branches();
  const entries = await repo.git.tree(repo.defaultBranch, { recursive: true });
  const files = entries.filter(entry => entry.type === 'blob');
  const at = `/${repo.fullName}`;
  return layout(
    repo.fullName,
    html`<a href="/">Git host</a> / ${repo.fullName}`,
    html`<h1>${repo.fullName}</h1>
      <h2>Pull requests</h2>
      <ul>
        ${[...repo.pullRequests].reverse().map(
          pr => html`<li>
            <a href="${at}/pull/${pr.number}">#${pr.number} ${pr.title}</a>
            <span class="muted">${pr.merged ? 'merged' : pr.state}</span>
          </li>`,
        )}
        ${repo.pullRequests.length === 0 ? html`<li>None yet.</li>` : null}
      </ul>
      <h2>Branches</h2>
      <ul>
        ${branches.map(
          ({ name, sha }) =>
            html`<li>
              <code>${name}</code>
              <span class="muted">${sha.slice(0, 10)}</span>
            </li>`,
        )}
      </ul>
      <h2>Files on ${repo.defaultBranch}</h2>
      <ul>
        ${files.map(({ path }) => {
          const href = `${at}/blob/${repo.defaultBranch}/${encodePath(path)}`;
          return html`<li><a href="${href}">${path}</a></li>`;
        })}
      </ul>`,
  );
}

/** @internal */
export function filePage(
  repo: HostedRepository,
  file: { branch: string; path: string; content: Buffer },
): string {
  return layout(
    file.path,
    html`<a href="/${repo.fullName}">${repo.fullName}</a> / ${file.branch} /
      ${file.path}`,
    html`<pre>${file.content.toString()}</pre>`,
  );
}
