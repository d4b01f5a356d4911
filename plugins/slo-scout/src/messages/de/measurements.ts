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
    overspent: 'Das Fehlerbudget ist um {{percent}} überzogen',
    unknown: 'Wie viel vom Fehlerbudget übrig ist, ist nicht bekannt',
    since: 'nach Daten seit {{time}}',
    burning:
      'in der letzten Stunde {{rate}}-mal so schnell verbraucht wie erlaubt',
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
