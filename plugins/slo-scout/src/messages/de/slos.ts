import type { sloMessages } from '../slos';
import type { TranslationOf } from '../TranslationOf';

export const slos: TranslationOf<typeof sloMessages> = {
  slos: {
    title: 'Service Level Objectives',
    add: 'SLO-Dokument hinzufügen',
    edit: 'Bearbeiten',
    approve: 'Freigeben',
    approveRevision: 'Revision {{revision}} freigeben',
    retire: 'Außer Kraft setzen',
    named: '{{action}}: {{name}}',
    objective: 'Zielwert',
    window: 'Zeitfenster',
    indicator: 'Indikator',
    severity: 'Schweregrad',
    revision: 'Revision {{revision}}',
    pendingDraft: 'Der Entwurf von Revision {{revision}} wartet auf Freigabe',
    budget:
      '{{percent}} der Ereignisse dürfen schlecht sein, so viele wie bei {{outage}} Totalausfall',
    budgetName: 'Fehlerbudget',
    outage: '{{outage}} Totalausfall',
    condition: 'Wert {{condition}}',
    kindRatio: 'Anteil von Ereignissen',
    kindThreshold: 'Schwellenwert',
    kindShare: {
      failure: 'Fertiger Anteil der Fehler',
      success: 'Fertiger Anteil der Erfolge',
    },
    counted: 'Was zählt',
    budgeting: {
      timeslices:
        'Abschnitte von {{window}}, gut ab {{target}} guter Ereignisse im Abschnitt',
      ratio_timeslices:
        'Abschnitte von {{window}}, jeder zählt mit seinem Anteil',
    },
    accuracy: 'Genauigkeit',
    exact: 'Exakt: jedes Fenster aus Rohdaten',
    export: 'Als OpenSLO exportieren',
    exportFailed: 'Der Export ist fehlgeschlagen',
    fromCatalog: 'Aus dem Katalog',
    showQueries: 'PromQL anzeigen',
    hideQueries: 'PromQL ausblenden',
    role: {
      good: 'Gute Ereignisse',
      bad: 'Schlechte Ereignisse',
      total: 'Alle Ereignisse',
      value: 'Messwert',
      failure: 'Anteil der Fehler',
      success: 'Anteil der Erfolge',
    },
    retired_one: '{{count}} SLO außer Kraft',
    retired_other: '{{count}} SLOs außer Kraft',
    approved: '{{name}} ist freigegeben.',
    retiredDone: '{{name}} ist außer Kraft.',
    failed: 'Das hat nicht funktioniert',
    changes: 'Was Revision {{revision}} ändert',
    noChanges: 'Nur Beschreibungen ändern sich.',
    change: {
      objective: 'Zielwert',
      window: 'Zeitfenster',
      severity: 'Schweregrad',
      threshold: 'Schwellenwert',
      query: 'PromQL',
      kind: 'Art des Indikators',
      budgeting: 'Zählweise des Budgets',
      accuracy: 'Genauigkeit',
    },
    feasibility: {
      title: 'Ist der Zielwert erreichbar?',
      ofRevision: 'Revision {{revision}}',
      verdict: {
        feasible: 'Erreichbar',
        infeasible: 'Nicht erreichbar',
        unknown: 'Erreichbarkeit unbekannt',
      },
      show: 'Abhängigkeiten anzeigen',
      hide: 'Abhängigkeiten ausblenden',
      failed: 'Ob die Zielwerte erreichbar sind, konnte nicht gelesen werden',
      dependency: 'Abhängigkeit',
      slo: 'SLO',
      via: 'Erreicht über',
      countedWith:
        'nicht gezählt: Ausfälle sind bei {{entity}} schon enthalten',
      ceiling: 'Obergrenze',
      unknown: 'Unbekannte Abhängigkeiten',
      relation: {
        dependsOn: 'hängt ab von',
        consumesApi: 'nutzt die API',
        apiProvidedBy: 'bereitgestellt von',
      },
    },
    decided: 'Freigegeben',
    created: 'Angelegt',
    empty: {
      title: 'Dieser Dienst hat noch kein SLO',
      description:
        'Ein SLO sagt, wie gut der Dienst sein muss: ein Indikator in PromQL, ein Zielwert und ein Zeitfenster. Fügen Sie ein Dokument von OpenSLO, Sloth oder Pyrra ein, oder nennen Sie im Katalogeintrag eine Datei mit der Annotation {{annotation}}; sie wird regelmäßig gelesen.',
    },
    retireDialog: {
      title: '{{name}} außer Kraft setzen?',
      text: 'Das SLO gilt dann nicht mehr. Seine Regeln bleiben ausgerollt, bis die nächste Erzeugung für diesen Dienst gemergt ist; sie entfernt die Regeln. Der Schritt wird im Audit-Protokoll festgehalten und lässt sich nicht rückgängig machen: Das SLO müsste neu hinzugefügt werden.',
      confirm: 'SLO außer Kraft setzen',
    },
    document: {
      addTitle: 'SLO-Dokument hinzufügen',
      editTitle: '{{name}} bearbeiten',
      addHelp:
        'YAML von OpenSLO, Sloth oder Pyrra; mehrere Dokumente in einem Text sind erlaubt. Gespeichert wird ein Entwurf, bis ihn jemand freigibt.',
      editHelp:
        'Beim Speichern entsteht der Entwurf einer neuen Revision. Die freigegebene bleibt in Kraft, bis der Entwurf freigegeben ist.',
      label: 'SLO-Dokument',
      openFile: 'Datei öffnen',
      file: 'YAML-Datei',
      save: 'Als Entwurf speichern',
      faults_one:
        'Das Dokument hat {{count}} Fehler. Es wurde nichts gespeichert.',
      faults_other:
        'Das Dokument hat {{count}} Fehler. Es wurde nichts gespeichert.',
      faultLine: 'Zeile {{line}}',
      warnings: 'Gespeichert. Gelesen, aber ohne Wirkung:',
      saved_one: '{{count}} SLO als Entwurf gespeichert.',
      saved_other: '{{count}} SLOs als Entwürfe gespeichert.',
      tooLarge: 'Die Datei ist größer als 1 MB.',
    },
  },
};
