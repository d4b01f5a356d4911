import { anArtifact } from '../__testUtils__/fixtures';
import { runbookPage, viewFrom, viewsOf } from './previewViews';

const yaml = anArtifact('runbook', { path: 'runbooks/pay.yaml' });
const page = anArtifact('runbook', { id: 'page', path: 'runbooks/pay.md' });

it.each([
  [anArtifact('recording_rule'), ['file', 'diff']],
  [anArtifact('alert_rule'), ['file', 'diff', 'dry-run']],
  [anArtifact('grafana_dashboard'), ['file', 'diff', 'dashboard']],
  [page, ['file', 'diff', 'runbook']],
  [yaml, ['file', 'diff']],
])('offers what applies', (artifact, views) => {
  expect(viewsOf(artifact, [artifact])).toEqual(views);
});

it('finds the page of a runbook, of its own generation first', () => {
  const older = { ...page, id: 'older', generation_id: 'generation-0' };
  expect(runbookPage(yaml, [older, page])?.id).toBe('page');
  expect(runbookPage(yaml, [older])?.id).toBe('older');
  expect(
    runbookPage(yaml, [{ ...page, environment: 'staging' }]),
  ).toBeUndefined();
});

it('shows the text where the address asks for what there is not', () => {
  expect(viewFrom('diff', ['file', 'diff'])).toBe('diff');
  expect(viewFrom('dashboard', ['file', 'diff'])).toBe('file');
  expect(viewFrom(null, ['file'])).toBe('file');
});
