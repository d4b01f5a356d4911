import type { organisationMessages } from '../organisation';
import type { TranslationOf } from '../TranslationOf';

export const organisation: TranslationOf<typeof organisationMessages> = {
  organisation: {
    title: 'SLO Scout',
    subtitle: 'Wie die Dienste der Organisation dastehen',
    views: {
      label: 'Ansichten von SLO Scout',
      services: 'Dienste',
      queue: 'Meine Aufgaben',
      pullRequests: 'Pull Requests',
      drift: 'Abweichungen',
      withCount: '{{view}} ({{number}})',
    },
    answer: {
      label: 'Wie die Dienste dastehen',
      overspent_one:
        '{{count}} von {{all}} Diensten hat ein Fehlerbudget überzogen.',
      overspent_other:
        '{{count}} von {{all}} Diensten haben ein Fehlerbudget überzogen.',
      burning_one:
        'Kein Fehlerbudget ist überzogen. {{count}} von {{all}} Diensten verbraucht eines schneller als erlaubt.',
      burning_other:
        'Kein Fehlerbudget ist überzogen. {{count}} von {{all}} Diensten verbrauchen eines schneller als erlaubt.',
      unknown_one:
        'Nichts, was gemessen wurde, ist überzogen. {{count}} von {{all}} Diensten hat ein SLO ohne Daten der letzten Stunde.',
      unknown_other:
        'Nichts, was gemessen wurde, ist überzogen. {{count}} von {{all}} Diensten haben ein SLO ohne Daten der letzten Stunde.',
      healthy_one: 'Der Dienst hält seine Fehlerbudgets ein.',
      healthy_other: 'Alle {{count}} Dienste halten ihre Fehlerbudgets ein.',
      narrowed: 'Gezählt ist, was Suche und Eigentümer übrig lassen.',
    },
    filters: {
      label: 'SLOs filtern',
      search: 'Dienste und SLOs suchen',
      owner: 'Eigentümer',
      everybody: 'Alle',
      mine: 'Meine',
      sort: 'Reihenfolge',
      byState: 'Schlechteste zuerst',
      byBudget: 'Kleinstes Restbudget zuerst',
      byBurnRate: 'Schnellster Verbrauch zuerst',
      byName: 'Nach Namen',
      states: 'Zustand',
      all: 'Alle',
      clear: 'Filter zurücksetzen',
    },
    state: {
      overspent: 'Überzogen',
      burning: 'Schneller Verbrauch',
      unknown: 'Keine aktuellen Daten',
      healthy: 'In Ordnung',
    },
    slos: {
      heading: 'Geltende SLOs',
      table: 'Geltende SLOs und wie sie dastehen',
      service: 'Dienst',
      name: 'SLO',
      state: 'Zustand',
      budget: 'Restbudget',
      burnRate: 'Verbrauch, letzte Stunde',
      objective: 'Ziel',
      value: 'Letzte Stunde',
      measured: 'Gemessen bis',
      objectiveOver: '{{objective}} über {{window}}',
      left: '{{percent}} übrig',
      overspentBy: 'um {{percent}} überzogen',
      unknown: 'nicht bekannt',
      rate: '{{rate}} × erlaubt',
      noData: 'keine Daten',
      never: 'nie',
      worstPart: 'schlechtester von {{number}} Teilen: {{part}}',
      empty:
        'Noch gilt kein SLO. Öffnen Sie einen Dienst im Katalog, legen Sie in seinem Reiter SLO Scout ein SLO an und lassen Sie es freigeben: Es erscheint hier innerhalb von 5 Minuten mit dem, was davon gemessen wurde.',
      toCatalog: 'Katalog öffnen',
      nothing: 'Kein geltendes SLO passt.',
    },
    queue: {
      heading: 'Wartet auf Sie',
      list: 'Was auf Ihre Entscheidung wartet',
      slo: 'SLO {{name}}: ein Entwurf wartet auf Freigabe',
      artifacts_one:
        '{{count}} erzeugte Datei für {{environment}} wartet auf Freigabe',
      artifacts_other:
        '{{count}} erzeugte Dateien für {{environment}} warten auf Freigabe',
      override:
        'Eine Ausnahme von der Richtlinie in {{environment}} wartet auf Ihre Entscheidung',
      roles: 'Sie entscheiden als {{roles}}.',
      since: 'Seit',
      by: 'von {{name}}',
      open_slo: 'Entwurf prüfen',
      open_artifacts: 'Dateien prüfen',
      open_override: 'Über die Ausnahme entscheiden',
      openOf: '{{action}}: {{service}}',
      empty:
        'Nichts wartet auf Sie. Entwürfe, erzeugte Dateien und Ausnahmen, über die Sie entscheiden dürfen, erscheinen hier, sobald jemand sie einreicht.',
    },
    role: {
      senior_sre_approval: 'Senior SRE',
      vp_engineering_approval: 'VP Engineering',
      budget_owner_approval: 'Budgetverantwortliche',
    },
    deployments: {
      open: {
        heading: 'Offene Pull Requests',
        empty:
          'Kein Pull Request ist offen. Er entsteht aus den freigegebenen Dateien eines Dienstes, in dessen Reiter SLO Scout.',
      },
      drift: {
        heading: 'Abweichungen',
        empty:
          'Alles, was ausgerollt wurde, ist noch so, wie es freigegeben wurde. Was jemand an SLO Scout vorbei ändert oder entfernt, erscheint hier.',
      },
      pullRequest: 'Pull Request #{{number}}',
      opened: 'Geöffnet',
      deployed: 'Ausgerollt',
      look: '{{service}} ansehen',
    },
    pages: {
      label: 'Seiten',
      range: '{{from}} bis {{to}} von {{total}}',
      first: 'Erste Seite',
      previous: 'Vorige Seite',
      next: 'Nächste Seite',
    },
  },
};
