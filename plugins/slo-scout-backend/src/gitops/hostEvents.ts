/** What an event of a Git host hints at. The host is asked again before anything moves. */
export type HostHint =
  | { kind: 'pull_request'; repo: string; number: number }
  | { kind: 'push'; repo: string; branch: string };

/** Topics of Backstage's events ingress, with GitHub's and GitLab's event modules. */
export const HOST_TOPICS = [
  'github.pull_request',
  'github.pull_request_review',
  'github.push',
  'gitlab.merge_request',
  'gitlab.push',
];

type Json = Record<string, unknown>;

/** Reads a payload from outside: nothing of it is taken for granted. */
export function hintOf(topic: string, payload: unknown): HostHint | undefined {
  if (!isObject(payload)) return undefined;
  const repo = topic.startsWith('github.')
    ? textAt(payload, 'repository', 'full_name')
    : textAt(payload, 'project', 'path_with_namespace');
  if (repo === undefined) return undefined;
  if (topic.endsWith('.push')) return pushHint(repo, payload.ref);
  const number =
    topic === 'gitlab.merge_request'
      ? at(payload, 'object_attributes', 'iid')
      : payload.number ?? at(payload, 'pull_request', 'number');
  return Number.isSafeInteger(number)
    ? { kind: 'pull_request', repo, number: Number(number) }
    : undefined;
}

const BRANCH = 'refs/heads/';

function pushHint(repo: string, ref: unknown): HostHint | undefined {
  return typeof ref === 'string' && ref.startsWith(BRANCH)
    ? { kind: 'push', repo, branch: ref.slice(BRANCH.length) }
    : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(payload: Json, field: string, name: string): unknown {
  const value = payload[field];
  return isObject(value) ? value[name] : undefined;
}

function textAt(
  payload: Json,
  field: string,
  name: string,
): string | undefined {
  const value = at(payload, field, name);
  return typeof value === 'string' ? value : undefined;
}
