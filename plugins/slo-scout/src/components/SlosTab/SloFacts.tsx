import type {
  Slo,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName } from '../../format/entity';
import { formatWindow } from '../../format/duration';
import { formatPercent } from '../../format/number';
import {
  budgetingWords,
  indicatorKind,
  outageBudget,
  thresholdCondition,
} from '../../format/slo';
import { useText, type Text } from '../../hooks/useText';
import { Facts } from '../Card';
import { TimeText } from '../TimeText';

/** The promise in figures, and in the length of an outage, which everyone understands. */
export function SloFacts({ slo }: { slo: Slo }) {
  const t = useText();
  const outage = outageBudget(slo);
  const decided = slo.status === 'approved' && slo.decided_at;
  const when = decided ? slo.decided_at : slo.created_at;
  const who = (decided && slo.decided_by) || slo.created_by;
  return (
    <Facts
      facts={[
        {
          name: t('slos.objective'),
          value: (
            <span
              title={
                outage &&
                t('slos.budget', {
                  percent: formatPercent(1 - slo.objective),
                  outage,
                })
              }
            >
              {formatPercent(slo.objective)}
            </span>
          ),
        },
        { name: t('slos.window'), value: formatWindow(slo.window) },
        {
          name: t('slos.severity'),
          value: t(`severity.${slo.severity}`),
        },
        {
          name: t('slos.indicator'),
          value: indicatorText(slo.sli, t),
        },
        slo.budgeting
          ? {
              name: t('slos.counted'),
              value: budgetingWords(slo.budgeting, t),
            }
          : undefined,
        slo.accuracy
          ? { name: t('slos.accuracy'), value: t('slos.exact') }
          : undefined,
        outage
          ? {
              name: t('slos.budgetName'),
              value: t('slos.outage', { outage }),
            }
          : undefined,
        {
          name: decided ? t('slos.decided') : t('slos.created'),
          value: (
            <>
              <TimeText value={when ?? slo.created_at} />{' '}
              {t('common.by', { name: actorName(who) })} ·{' '}
              {t('slos.revision', { revision: String(slo.revision) })}
              {slo.source.kind === 'catalog' && ` · ${t('slos.fromCatalog')}`}
            </>
          ),
        },
      ]}
    />
  );
}

function indicatorText(sli: SloRevision['sli'], t: Text): string {
  const kind = indicatorKind(sli, t);
  return sli.kind === 'threshold'
    ? `${kind}: ${t('slos.condition', { condition: thresholdCondition(sli) })}`
    : kind;
}
