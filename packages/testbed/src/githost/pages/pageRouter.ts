import express, { NextFunction, Request, Response, Router } from 'express';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { ForgeError } from '../forge/types';
import { html } from './html';
import { layout } from './layout';
import { pullRequestPage } from './pullRequestPage';
import { filePage, indexPage, repositoryPage } from './repositoryPages';

type PageHandler = (
  repo: HostedRepository,
  req: Request,
  res: Response,
) => Promise<unknown>;

/** The pages for people. @internal */
export function pageRouter(forge: Forge): Router {
  const router = express.Router();
  const page =
    (handler: PageHandler) =>
    (req: Request, res: Response, next: NextFunction) => {
      const { owner, repo } = req.params;
      Promise.resolve()
        .then(() => handler(forge.get(`${owner}/${repo}`), req, res))
        .catch(next);
    };

  router.get('/', (_req, res) => res.send(indexPage(forge)));
  router.get(
    '/:owner/:repo/archive/:ref.tar.gz',
    page(async (repo, req, res) => {
      const sha = await resolveOrThrow(repo, req.params.ref);
      const prefix = `${repo.owner}-${repo.name}-${sha.slice(0, 7)}`;
      res.type('application/gzip').send(await repo.git.archive(sha, prefix));
    }),
  );
  for (const path of ['/:owner/:repo/blob/*', '/:owner/:repo/-/blob/*']) {
    router.get(path, page(showFile(true)));
  }
  for (const path of ['/:owner/:repo/raw/*', '/:owner/:repo/-/raw/*']) {
    router.get(path, page(showFile(false)));
  }
  for (const path of ['pull', '-/merge_requests']) {
    const at = `/:owner/:repo/${path}/:number`;
    router.get(at, page(showPullRequest()));
    router.post(`${at}/merge`, page(act(forge, 'merge')));
    router.post(`${at}/close`, page(act(forge, 'close')));
  }
  router.get(
    '/:owner/:repo',
    page(async (repo, _req, res) => res.send(await repositoryPage(repo))),
  );
  router.use(showError);
  return router;
}

async function resolveOrThrow(
  repo: HostedRepository,
  ref: string,
): Promise<string> {
  const sha = await repo.git.resolve(ref);
  if (!sha) throw new ForgeError('not_found', 'Not Found');
  return sha;
}

function showPullRequest(): PageHandler {
  return async (repo, req, res) => {
    const pr = repo.pullRequest(Number(req.params.number));
    const mergeable = await repo.mergeable(pr);
    const files = await repo.files(pr);
    res.send(pullRequestPage(repo, pr, { files, mergeable }));
  };
}

function act(forge: Forge, action: 'merge' | 'close'): PageHandler {
  return async (repo, req, res) => {
    // Another site must not be able to press the button.
    const origin = req.get('origin');
    if (origin && new URL(origin).host !== req.get('host')) {
      res.status(403).send('Cross-site request refused');
      return;
    }
    await forge[action](repo, Number(req.params.number));
    res.redirect(303, `/${repo.fullName}/pull/${req.params.number}`);
  };
}

// Branch names have slashes: the longest one that fits is meant.
function showFile(asPage: boolean): PageHandler {
  return async (repo, req, res) => {
    const rest = req.params[0];
    const segments = rest.split('/');
    for (let n = segments.length - 1; n > 0; n -= 1) {
      const branch = segments.slice(0, n).join('/');
      const path = segments.slice(n).join('/');
      const sha = await repo.git.resolve(branch);
      const entry = sha && (await repo.git.entryAt(sha, path));
      if (!entry || entry.type !== 'blob') continue;
      const content = await repo.git.blob(entry.sha);
      if (asPage) res.send(filePage(repo, { branch, path, content }));
      else res.type('text/plain').send(content);
      return;
    }
    throw new ForgeError('not_found', 'Not Found');
  };
}

function showError(
  error: Error,
  _req: Request,
  res: Response,
  _next: NextFunction,
): void {
  const missing = error instanceof ForgeError && error.reason === 'not_found';
  const refused = error instanceof ForgeError ? 409 : 500;
  res.status(missing ? 404 : refused).send(
    layout(
      'Git host',
      html`<a href="/">Git host</a>`,
      html`<h1>${missing ? 'Not found' : 'That did not work'}</h1>
        <p role="alert">${error.message}</p>`,
    ),
  );
}
