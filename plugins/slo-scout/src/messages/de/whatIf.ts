import type { whatIfMessages } from '../whatIf';
import type { TranslationOf } from '../TranslationOf';

export const whatIf: TranslationOf<typeof whatIfMessages> = {
  whatIf: {
    open: 'Was wäre, wenn…',
    title: 'Was wäre, wenn {{name}} andere Werte hätte?',
    help: 'Ausprobieren ändert nichts. Prometheus wird einmal gefragt; jede weitere Antwort wird daraus berechnet.',
    asking: 'Prometheus wird einmal nach 30 Tagen Vergangenheit gefragt…',
    computing: 'Wird berechnet…',
    objective: 'Zielwert',
    objectiveExact: 'Zielwert in Prozent',
    window: 'Zeitfenster',
    threshold: 'Schwellenwert',
    thresholdExact: 'Schwellenwert, genau',
    alertFor: 'Alert nach',
    alertForExact: 'Alert nach, in Minuten',
    minutes: '{{number}} min',
    notANumber: 'Geben Sie eine Zahl ein.',
    minutesRange: 'Geben Sie ganze Minuten von 1 bis 60 ein.',
    reset: 'Zurücksetzen',
    use: 'Diese Werte verwenden',
    nothingChanged: 'Es wurde kein Wert geändert.',
    notAnswered: 'Zu diesen Werten gibt es noch keine Antwort.',
    revised:
      'Das SLO wurde inzwischen geändert: Schließen Sie den Dialog, und öffnen Sie ihn erneut, um von der neueren Revision auszugehen.',
    refused: 'Diese Werte sind nicht möglich',
    failedFirst: 'Keine Antwort',
    again: 'Erneut fragen',
    saveFailed: 'Der Entwurf wurde nicht gespeichert',
    saved:
      'Von {{name}} gibt es den Entwurf einer neuen Revision mit diesen Werten. Er wartet auf Freigabe.',
    perMonth: 'Alerts pro Monat',
    firings: 'Auslösungen in {{days}} d',
    change: '{{before}} → {{after}}',
    fewer: 'weniger Alerts',
    more: 'mehr Alerts',
    same: 'gleich viele Alerts',
    incomparable: 'nicht vergleichbar: ohne Ergebnis',
    base: 'Verglichen mit Revision {{revision}}.',
    fetched:
      'Aus schon abgefragten Daten berechnet; Prometheus wurde nicht gefragt.',
    queried_one: 'An Prometheus ging {{count}} Abfrage.',
    queried_other: 'An Prometheus gingen {{count}} Abfragen.',
    notes: 'Hinweise',
    result: 'Antwort',
    outdated: 'Antwort zu früheren Werten',
  },
};
