import type { defineMessages } from '../define';
import type { TranslationOf } from '../TranslationOf';

export const define: TranslationOf<typeof defineMessages> = {
  define: {
    newTitle: 'SLOs definieren',
    editTitle: '{{name}} bearbeiten',
    newHelp:
      'Füllen Sie das Formular aus, oder schreiben Sie das Dokument: Eines folgt dem anderen. OpenSLO, Sloth und Pyrra werden gelesen, mehrere Dokumente in einem Text sind erlaubt. Gespeichert wird ein Entwurf, bis ihn jemand freigibt.',
    editHelp:
      'Beim Speichern entsteht der Entwurf einer neuen Revision. Die freigegebene bleibt in Kraft, bis der Entwurf freigegeben ist.',
    back: 'Zurück zu den SLOs',
    loading: 'Der Editor wird geladen',
    unchanged: 'Es wurde nichts geändert.',
    missing: 'Ein solches SLO gibt es hier nicht.',
    restored: 'Was Sie hier zuvor geschrieben haben, ist wieder da.',
    discard: 'Verwerfen',
    form: 'Formular',
    document: 'Dokument',
    views: 'Eingabearten',
    choose: 'Dokument im Formular',
    unnamed: 'Dokument {{number}}',
    nameTaken:
      'Dieser Dienst hat ein SLO mit diesem Namen: Beim Speichern entsteht der Entwurf einer neuen Revision davon.',
    kept_one:
      'Ein Feld, das das Formular nicht zeigt, bleibt erhalten: {{paths}}.',
    kept_other:
      '{{count}} Felder, die das Formular nicht zeigt, bleiben erhalten: {{paths}}.',
    keptMore: '{{paths}} und {{number}} weitere',
    unreadable:
      'Zeile {{line}} des Dokuments ist kein YAML, deshalb wartet das Formular: {{message}}',
    empty:
      'Der Text enthält noch kein SLO. Schreiben Sie eines, oder beginnen Sie mit dem Beispiel.',
    useExample: 'Beispiel verwenden',
    refused: {
      dialect:
        'Das Formular schreibt nur OpenSLO v1, dieses Dokument ist {{what}}. Ändern Sie es im Text; Prüfung, Kurve und Speichern gehen wie sonst.',
      aliases:
        'Das Dokument verwendet YAML-Aliasse: Eine Änderung an einer Stelle würde andere mit ändern. Ändern Sie es im Text.',
      shape:
        '{{what}} ist nicht, was OpenSLO dort vorsieht; das Formular würde es verlieren. Berichtigen Sie es im Text.',
      large:
        'Der Text ist zu lang, als dass das Formular ihm folgen könnte. Ändern Sie ihn hier.',
    },
    field: {
      name: 'Name',
      displayName: 'Titel',
      description: 'Beschreibung',
      kind: 'Was gemessen wird',
      kinds: {
        good: 'Gute Ereignisse von allen',
        bad: 'Schlechte Ereignisse von allen',
        share: 'Ein fertiger Anteil',
        threshold: 'Ein Wert mit Grenze',
      },
      query: {
        good: 'Gute Ereignisse (PromQL)',
        bad: 'Schlechte Ereignisse (PromQL)',
        share: 'Anteil (PromQL)',
        threshold: 'Gemessener Wert (PromQL)',
      },
      total: 'Alle Ereignisse (PromQL)',
      counter: 'Die Metriken',
      counters: {
        yes: 'zählen hoch (Counter)',
        no: 'geben einen Wert an (Gauges)',
        unknown: 'nach ihren Namen',
      },
      shareOf: 'Der Anteil ist der der',
      shares: { failure: 'Fehlschläge', success: 'Erfolge' },
      op: 'Gut, solange der Wert ist',
      limit: 'Grenze',
      alertFor: 'Alert nach',
      alertForHelp: 'Ganze Minuten wie 10m; ohne Angabe 5m.',
      percent: 'Zielwert',
      window: 'Zeitfenster',
      windowHelp: 'Tage, etwa 30d.',
      severity: 'Schweregrad',
      severities: {
        critical: 'Kritisch',
        high: 'Hoch',
        medium: 'Mittel',
        low: 'Niedrig',
      },
      exact: 'Jedes Zeitfenster genau berechnen, aus Rohdaten',
      referred:
        'Der Indikator steht in einem eigenen Dokument: Ändern Sie seine Abfragen dort.',
      completion: 'Vorschläge kommen beim Schreiben aus Prometheus.',
    },
    check: {
      title: 'Prüfung',
      checking: 'Wird geprüft…',
      fine: 'Das Dokument kann gespeichert werden.',
      failed: 'Die Prüfung hat nicht geantwortet',
      faults_one: 'Das Dokument hat {{count}} Fehler.',
      faults_other: 'Das Dokument hat {{count}} Fehler.',
      warnings: 'Gelesen, aber ohne Wirkung',
      notes: 'Prometheus kennt nicht alles, was genannt ist',
      queries: 'Was die Abfragen jetzt ergeben',
      series_one: '{{count}} Zeitreihe',
      series_other: '{{count}} Zeitreihen',
      noData: 'jetzt keine Daten: Bleibt das so, misst das SLO nichts',
    },
    curve: {
      title: 'Die letzten {{days}} Tage mit diesem Zielwert',
      asking: 'Prometheus wird einmal nach der Vergangenheit gefragt…',
      failed: 'Die Vergangenheit konnte nicht gelesen werden',
      later: 'Die Kurve erscheint, sobald sich das Dokument lesen lässt.',
      outdated: 'Das ist noch die Kurve der vorherigen Abfrage.',
      label: 'Anteil guter Ereignisse von {{slo}} über die Zeit',
      handle: 'Zielwert',
      handleHelp:
        'Ziehen Sie die Linie, oder bewegen Sie sie mit den Pfeiltasten, um andere Zielwerte zu versuchen. Dafür wird nichts neu abgefragt.',
      notDragged:
        'Das Formular kennt keinen Zielwert dieses Dokuments: Ändern Sie ihn im Text.',
      value: '{{percent}}: {{spent}}',
      part: 'Der schlechteste von {{number}} Teilen: {{labels}}.',
      good: '{{percent}} der Ereignisse waren gut.',
      allows: 'Erlaubt {{outage}} vollen Ausfall in {{window}}.',
      unspent: 'Vom Budget wäre nichts verbraucht.',
      spent: '{{percent}} des Budgets wären verbraucht.',
      overspent:
        'Das Budget wäre überzogen: das {{times}}-Fache dessen, was es erlaubt.',
      mostSpent:
        'Im schlimmsten Moment wären {{percent}} des Budgets verbraucht gewesen.',
      ranOut: 'Zuerst aufgebraucht wäre es gewesen:',
      showDays: 'Tage als Tabelle zeigen',
      hideDays: 'Tabelle ausblenden',
    },
    templates: {
      title: 'Mit dem beginnen, was der Dienst misst',
      loading: 'Metriken des Dienstes werden gesucht',
      availability: 'Verfügbarkeit',
      latency: 'Latenz',
      explainAvailability:
        'Anfragen, die nicht mit einem Serverfehler enden, nach dem Label {{label}}.',
      explainLatency:
        'Anfragen, die innerhalb von {{seconds}} s beantwortet sind.',
      use: 'Verwenden',
      useOf: 'Verwenden: {{kind}}',
      none: 'In {{selectors}} wurden keine Metriken von Anfragen gefunden: weder ein Counter wie http_requests_total mit einem Label code noch ein Histogramm wie http_request_duration_seconds_bucket. Unten steht ein Beispiel zum Ändern.',
      failed: 'Die Metriken des Dienstes konnten nicht durchsucht werden',
    },
    leave: {
      title: 'Ohne Speichern verlassen?',
      text: 'Was Sie geschrieben haben, ist nicht gespeichert.',
      stay: 'Hier bleiben',
      leave: 'Verlassen',
    },
  },
};
