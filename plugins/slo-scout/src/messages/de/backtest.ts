import type { backtestMessages } from '../backtest';
import type { TranslationOf } from '../TranslationOf';

export const backtest: TranslationOf<typeof backtestMessages> = {
  backtest: {
    link: 'Vorhandene Regeln nachspielen',
    title: 'Vorhandene Regeln nachspielen',
    back: 'Zurück zu den Artefakten',
    help: 'Spielt Regeln, die Sie schon betreiben, über dieselben Tage nach wie die der freigegebenen SLOs. Es wird nichts gespeichert oder ausgerollt.',
    source: 'Wo die Regeln stehen',
    paste: 'Regeldatei einfügen',
    path: 'Datei im GitOps-Repository',
    content: 'Regeldatei',
    pathLabel: 'Pfad im Repository',
    pathHelp:
      'Auf dem Branch, in den ausgerollt wird, zum Beispiel rules/payments.yaml',
    mode: 'Wie genau',
    exact: 'Exakt: bei jeder Auswertung, wie in Prometheus',
    fast: 'Schnell: alle 5 Minuten, als Näherung',
    start: 'Nachspielen',
    cancel: 'Abbrechen',
    again: 'Erneut nachspielen',
    needContent: 'Fügen Sie zuerst eine Regeldatei ein.',
    needPath: 'Geben Sie zuerst den Pfad einer Regeldatei ein.',
    tooLarge: 'Der Text ist größer als 1 MB.',
    of: 'Nachgespielt in {{environment}}.',
    running: 'Beide Regelsätze werden über 30 Tage nachgespielt…',
    cancelled:
      'Das Nachspielen wurde abgebrochen. Es wurde nichts gespeichert.',
    failed: 'Die Regeln konnten nicht nachgespielt werden',
    result: 'Beide im Vergleich',
    theirs: 'Ihre Regeln',
    ours: 'Regeln aus den SLOs',
    noOurs:
      'Es gibt nichts zum Vergleichen: Dieser Dienst hat kein freigegebenes SLO.',
    noAlerts: 'In diesen Regeln ist kein Alert.',
    verdict: 'Ergebnis',
    perMonth: 'Alerts pro Monat',
    firings: 'Auslösungen',
    longest: 'Längste Auslösung',
    none: 'keine',
    exactDone: 'Exakt: jede Auswertung, alle {{step}}.',
    approximateDone:
      'Näherung: alle {{step}}, kürzere Auslösungen können fehlen.',
    more: 'und {{number}} weitere',
    timelines: 'Beide auf derselben Zeitachse',
    showDetails: 'Details anzeigen: {{side}}',
    hideDetails: 'Details ausblenden: {{side}}',
    fidelity: {
      title: 'Stimmt das Nachspielen?',
      explain:
        'Ihr Prometheus hat aufgezeichnet, wann diese Alerts ausgelöst haben. So weit stimmt das Nachspielen damit überein.',
      none: 'Das lässt sich hier nicht prüfen: Prometheus hat diese Alerts selbst nicht aufgezeichnet.',
      alert: 'Alert',
      agreement: 'Übereinstimmung',
      both: 'Auslösungen in beiden',
      onlyReplayed: 'Nur nachgespielt',
      onlyRecorded: 'Nur in Prometheus',
    },
  },
};
