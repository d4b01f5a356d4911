import type { measurementMessages } from '../measurements';
import type { TranslationOf } from '../TranslationOf';

export const measurements: TranslationOf<typeof measurementMessages> = {
  measured: {
    title: 'Fehlerbudget',
    loading: 'Das Fehlerbudget von {{name}} wird geladen',
    failed: 'Die Messungen konnten nicht gelesen werden: {{message}}',
    none: 'Noch keine Messungen: Das Portal misst alle 5 Minuten, sobald das SLO freigegeben ist und Prometheus Daten für seine Abfragen hat.',
    left: '{{percent}} des Fehlerbudgets übrig',
    leftTime: '{{percent}} des Fehlerbudgets übrig, {{left}} von {{budget}}',
    spent: 'Das Fehlerbudget ist ganz verbraucht',
    spentTime: 'Das Fehlerbudget von {{budget}} ist ganz verbraucht',
    overspent:
      'Das Fehlerbudget ist ganz verbraucht und um {{percent}} überzogen',
    overspentTime:
      'Das Fehlerbudget von {{budget}} ist ganz verbraucht und um {{over}} überzogen',
    overspentTimes:
      'Das Fehlerbudget ist ganz verbraucht und um das {{times}}-Fache überzogen',
    overspentCell: 'um {{percent}} überzogen',
    unknown: 'Wie viel vom Fehlerbudget übrig ist, ist nicht bekannt',
    since: 'nach Daten seit',
    burning:
      'in der letzten Stunde {{rate}}-mal so schnell verbraucht wie erlaubt',
    burningOnce:
      'in der letzten Stunde genau so schnell verbraucht wie erlaubt',
    burningSlowly: 'in der letzten Stunde kaum etwas verbraucht',
    notBurning: 'in der letzten Stunde nichts verbraucht',
    burnUnknown: 'keine Daten der letzten Stunde',
    part: '{{part}}: {{words}}',
    bar: 'Verbleibendes Fehlerbudget von {{name}}',
    showDays: 'Budget nach Tagen anzeigen',
    hideDays: 'Budget nach Tagen ausblenden',
    chart: 'Verbleibendes Fehlerbudget von {{name}} am Ende jedes Tages',
    chartTitle: 'Verbleibendes Fehlerbudget nach Tagen (UTC)',
    table: 'Fehlerbudget von {{name}} nach Tagen',
    day: 'Tag (UTC)',
    sli: 'SLI',
    budgetLeft: 'Restbudget',
    noData: 'keine Daten',
  },
};
