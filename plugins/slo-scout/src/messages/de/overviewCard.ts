import type { overviewCardMessages } from '../overviewCard';
import type { TranslationOf } from '../TranslationOf';

export const overviewCard: TranslationOf<typeof overviewCardMessages> = {
  overviewCard: {
    title: 'Service Level Objectives',
    open: 'SLO Scout öffnen',
    list: 'Geltende SLOs, das schlechteste zuerst',
    none: 'Dieser Dienst hat noch kein SLO. Fügen Sie als Erstes ein Dokument von OpenSLO, Sloth oder Pyrra ein.',
    add: 'SLO hinzufügen',
    drafts_one:
      '{{count}} SLO wartet auf Freigabe; gemessen wird es, sobald es freigegeben ist.',
    drafts_other:
      '{{count}} SLOs warten auf Freigabe; gemessen werden sie, sobald sie freigegeben sind.',
    approve: 'Prüfen und freigeben',
    notMeasured: 'Noch nicht gemessen',
    objective: '{{objective}} über {{window}}',
    value: '{{value}} in der letzten Stunde',
    noValue: 'keine Daten der letzten Stunde',
    worstPart: 'von {{part}}, dem schlechtesten von {{number}} Teilen',
  },
};
