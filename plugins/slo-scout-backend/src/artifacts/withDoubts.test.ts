import type { GeneratedFile } from '../generators/types';
import type { FileVerdict } from '../validators/types';
import { withDoubts } from './withDoubts';

const file = (
  type: GeneratedFile['type'],
  ...slo_ids: string[]
): GeneratedFile => ({ type, path: `${type}.yaml`, content: '', slo_ids });

const passed: FileVerdict = { status: 'passed', errors: [] };

function judge(
  files: GeneratedFile[],
  doubts: Array<{ slo_id: string; message: string }>,
  verdict = passed,
) {
  const verdicts = new Map(files.map(({ path }) => [path, verdict]));
  const verification = { doubts, notes: [], detail: '' };
  return Object.fromEntries(
    withDoubts(files, verdicts, { ...verification, status: 'inconclusive' }),
  );
}

const DOUBT = { slo_id: 'a', message: 'x does not exist' };
const doubted = {
  status: 'inconclusive',
  errors: [{ validator: 'verify', message: 'x does not exist' }],
};

describe('withDoubts', () => {
  it('leaves the recording rules of the SLO inconclusive, nothing else', () => {
    const files = [file('recording_rule', 'a'), file('alert_rule', 'a')];
    expect(judge(files, [DOUBT])).toEqual({
      'recording_rule.yaml': doubted,
      'alert_rule.yaml': passed,
    });
    expect(judge(files, [{ ...DOUBT, slo_id: 'b' }])).toEqual({
      'recording_rule.yaml': passed,
      'alert_rule.yaml': passed,
    });
  });

  it('takes the alerts where there are no recording rules', () => {
    expect(
      judge([file('alert_rule', 'a'), file('runbook', 'a')], [DOUBT]),
    ).toEqual({ 'alert_rule.yaml': doubted, 'runbook.yaml': passed });
  });

  it('says once what holds for several SLOs', () => {
    const doubts = [DOUBT, { ...DOUBT, slo_id: 'b' }];
    expect(judge([file('recording_rule', 'a', 'b')], doubts)).toEqual({
      'recording_rule.yaml': doubted,
    });
  });

  it('does not make a failure any better', () => {
    const failed: FileVerdict = {
      status: 'failed',
      errors: [{ validator: 'promtool', message: 'bad expression' }],
    };
    expect(judge([file('recording_rule', 'a')], [DOUBT], failed)).toEqual({
      'recording_rule.yaml': {
        status: 'failed',
        errors: [...failed.errors, ...doubted.errors],
      },
    });
  });
});
