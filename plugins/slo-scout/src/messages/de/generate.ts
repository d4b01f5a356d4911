import type { generateMessages } from '../generate';
import type { TranslationOf } from '../TranslationOf';

export const generate: TranslationOf<typeof generateMessages> = {
  generate: {
    title: 'Artefakte erzeugen',
    back: 'Zurück zu den Artefakten',
    chooseSlos: 'SLOs',
    chooseTypes: 'Arten von Artefakten',
    validationOnly: 'Nur prüfen (es wird nichts gespeichert)',
    notApproved: 'Entwurf: muss erst freigegeben werden',
    draftIgnored:
      'Revision {{revision}} wird verwendet; der Entwurf ist nicht freigegeben',
    start: 'Erzeugen',
    startValidation: 'Prüfen',
    again: 'Erneut erzeugen',
    cancel: 'Erzeugung abbrechen',
    typeHint: {
      inhibit_rule:
        'Für den Alertmanager: Der schnellere Alert unterdrückt den langsameren',
      rule_test:
        'promtool-Tests jedes Alerts; sie laufen, bevor etwas gespeichert wird',
    },
    needSlo: 'Wählen Sie mindestens ein SLO.',
    needType: 'Wählen Sie mindestens eine Art von Artefakten.',
    noApproved: {
      title: 'Kein freigegebenes SLO',
      description:
        'Artefakte entstehen nur aus freigegebenen SLOs. Fügen Sie ein SLO-Dokument hinzu, und lassen Sie es freigeben.',
      action: 'Zur Liste der SLOs',
    },
    validating: 'Wird erzeugt und geprüft…',
    progress: 'Fortschritt der Erzeugung',
    step: {
      verify: 'Metriken und Labels in Prometheus nachschlagen',
      generate: 'Dateien erzeugen',
      promtool: 'Regeln mit promtool prüfen',
      rule_tests: 'Regeltests ausführen',
      schemas: 'Dashboard, Runbooks und Unterdrückung prüfen',
      dry_run: 'Alerts über die letzten Tage nachspielen',
      store: 'Speichern',
    },
    stepStatus: {
      pending: 'wartet',
      running: 'läuft',
      done: 'erledigt',
      inconclusive: 'ohne Ergebnis',
      failed: 'fehlgeschlagen',
    },
    outcome: {
      running: 'Wird erzeugt…',
      succeeded: 'Erzeugt und geprüft. Die Dateien warten auf Freigabe.',
      succeededInconclusive:
        'Erzeugt. Einige Prüfungen blieben ohne Ergebnis: Lesen Sie vor der Freigabe, warum.',
      validated: 'Geprüft. Es wurde nichts gespeichert.',
      validatedInconclusive:
        'Nichts ist durchgefallen, aber einige Prüfungen blieben ohne Ergebnis. Es wurde nichts gespeichert.',
      failed:
        'Die Prüfung ist nicht bestanden. Die Dateien bleiben mit ihren Fehlern erhalten.',
      failedValidation:
        'Die Prüfung ist nicht bestanden. Es wurde nichts gespeichert.',
      refused: 'Die Erzeugung wurde abgelehnt',
      cancelled: 'Die Erzeugung wurde abgebrochen.',
    },
    review: 'Artefakte ansehen',
    correct: '{{name}} berichtigen',
    results: 'Ergebnisse',
    notes: 'Hinweise',
    file: 'Datei',
    type: 'Art',
    verdict: 'Ergebnis',
    summary: 'Zusammenfassung',
    showDetails: 'Details von {{path}} anzeigen',
    hideDetails: 'Details von {{path}} ausblenden',
    errors_one: '{{count}} Fehler',
    errors_other: '{{count}} Fehler',
    noErrors: 'Keine Fehler.',
    firings_zero: 'hätte in {{days}} d nicht ausgelöst',
    firings_one: '1 Auslösung in {{days}} d',
    firings_other: '{{count}} Auslösungen in {{days}} d',
  },
};
