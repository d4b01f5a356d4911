import { indicatorOf } from '../indicator/indicatorOf';
import { prepare } from '../prepare';
import { renderRuleFile } from '../ruleFile';
import type { ArtifactGenerator } from '../types';

/**
 * Prometheus recording rules. Bad and total events are recorded apart, so that
 * budgets and long windows can be sums of events and not means of ratios.
 */
export const recordingRules: ArtifactGenerator = {
  type: 'recording_rule',
  generate(input) {
    const prepared = prepare(input);
    const indicators = prepared.slos.map(slo => ({
      labels: { ...slo.labels, ...slo.added },
      ...indicatorOf(slo),
    }));
    const rules = indicators.map(({ records, labels }) => ({
      comments: [],
      rules: records.map(({ record, expr }) => ({
        record,
        expr,
        labels: { ...labels },
      })),
    }));
    return {
      files: [
        {
          type: 'recording_rule',
          path: prepared.recordingPath,
          content: renderRuleFile(prepared, `${prepared.service}_slis`, rules),
          slo_ids: prepared.ids,
        },
      ],
      notes: indicators.flatMap(indicator => indicator.notes),
    };
  },
};
