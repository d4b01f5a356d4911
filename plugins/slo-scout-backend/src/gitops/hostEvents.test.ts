import { hintOf } from './hostEvents';

const github = { repository: { full_name: 'org/config' } };
const gitlab = { project: { path_with_namespace: 'group/sub/config' } };

describe('events of Git hosts', () => {
  it.each([
    [
      'github.pull_request',
      { ...github, number: 7 },
      { kind: 'pull_request', repo: 'org/config', number: 7 },
    ],
    [
      'github.pull_request_review',
      { ...github, pull_request: { number: 7 } },
      { kind: 'pull_request', repo: 'org/config', number: 7 },
    ],
    [
      'github.push',
      { ...github, ref: 'refs/heads/release/1' },
      { kind: 'push', repo: 'org/config', branch: 'release/1' },
    ],
    [
      'gitlab.merge_request',
      { ...gitlab, object_attributes: { iid: 7 } },
      { kind: 'pull_request', repo: 'group/sub/config', number: 7 },
    ],
    [
      'gitlab.push',
      { ...gitlab, ref: 'refs/heads/main' },
      { kind: 'push', repo: 'group/sub/config', branch: 'main' },
    ],
  ])('%s', (topic, payload, hint) => {
    expect(hintOf(topic, payload)).toEqual(hint);
  });

  it.each([
    ['github.pull_request', undefined],
    ['github.pull_request', 'text'],
    ['github.pull_request', []],
    ['github.pull_request', { ...github, number: '7' }],
    ['github.pull_request', { ...github, number: 1.5 }],
    ['github.pull_request', { repository: 'org/config', number: 7 }],
    ['github.push', { ...github, ref: 'refs/tags/v1' }],
    ['github.push', { ...github, ref: null }],
    ['gitlab.merge_request', { ...gitlab, object_attributes: null }],
    ['gitlab.merge_request', { ...github, object_attributes: { iid: 7 } }],
  ])('%s with %j says nothing', (topic, payload) => {
    expect(hintOf(topic, payload)).toBeUndefined();
  });
});
