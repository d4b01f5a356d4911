import { HostedRepository } from '../forge/HostedRepository';
import { PullRequestRecord } from '../forge/types';
import { FileDiff } from '../git/objects';
import { Html, html } from './html';
import { layout } from './layout';

/** The page with the Merge button. @internal */
export function pullRequestPage(
  repo: HostedRepository,
  pr: PullRequestRecord,
  details: { files: FileDiff[]; mergeable: boolean | null; message?: string },
): string {
  const { files, mergeable, message } = details;
  const state = pr.merged ? 'merged' : pr.state;
  return layout(
    `${pr.title} · #${pr.number}`,
    html`<a href="/${repo.fullName}">${repo.fullName}</a> / pull request
      #${pr.number}`,
    html`
      <h1>${pr.title} <span class="muted">#${pr.number}</span></h1>
      <p>
        <span class="state ${state}" data-testid="state">${state}</span>
        ${pr.user} wants to merge <code>${pr.head}</code> into
        <code>${pr.base}</code>
        ${pr.labels.map(label => html` <span class="label">${label}</span>`)}
      </p>
      ${message ? html`<p role="alert"><strong>${message}</strong></p>` : null}
      <pre class="body">${pr.body || 'No description.'}</pre>
      ${pr.state === 'open' ? actions(repo, pr, mergeable) : outcome(pr)}
      <h2>${files.length} changed ${files.length === 1 ? 'file' : 'files'}</h2>
      ${files.map(file => fileDiff(file))}
    `,
  );
}

function actions(
  repo: HostedRepository,
  pr: PullRequestRecord,
  mergeable: boolean | null,
): Html {
  const action = `/${repo.fullName}/pull/${pr.number}`;
  const conflict = mergeable === false;
  return html`<div class="actions">
      <form method="post" action="${action}/merge">
        <button class="primary" ${new Html(conflict ? 'disabled' : '')}>
          Merge
        </button>
      </form>
      <form method="post" action="${action}/close">
        <button>Close</button>
      </form>
    </div>
    ${conflict
      ? html`<p>This branch has conflicts with <code>${pr.base}</code>.</p>`
      : null}`;
}

function outcome(pr: PullRequestRecord): Html {
  return pr.merged
    ? html`<p>
        Merged as <code>${pr.merge_commit_sha}</code> at ${pr.merged_at}.
      </p>`
    : html`<p>Closed without merging at ${pr.closed_at}.</p>`;
}

function fileDiff(file: FileDiff): Html {
  const lines = file.patch?.split('\n') ?? ['Binary file'];
  return html`<details open>
    <summary>
      <code>${file.path}</code>
      <span class="muted"
        >${file.status} +${file.additions} −${file.deletions}</span
      >
    </summary>
    <pre>
${lines.map(line => html`<span class="${kindOf(line)}">${line}</span>`)}</pre
    >
  </details>`;
}

function kindOf(line: string): string {
  if (line.startsWith('+')) return 'add';
  if (line.startsWith('-')) return 'del';
  return line.startsWith('@@') ? 'hunk' : 'same';
}
