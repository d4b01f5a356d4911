import type { deploymentMessages } from '../deployments';
import type { TranslationOf } from '../TranslationOf';

export const deployments: TranslationOf<typeof deploymentMessages> = {
  deployments: {
    title: 'Deployments',
    item: 'Deployment vom {{time}} in {{environment}}',
    pullRequest: 'Pull Request #{{number}}',
    steps: {
      approved: 'Freigegeben',
      pullRequest: 'Pull Request',
      merged: 'Gemergt',
      deployed: 'Ausgerollt',
      live: 'Aktiv',
    },
    progress: 'Fortschritt',
    notNeeded: 'nicht nötig',
    repo: 'Repository',
    branch: 'Branch',
    commit: 'Commit',
    mergeCommit: 'Merge-Commit',
    files_one: '{{count}} Datei',
    files_other: '{{count}} Dateien',
    retryAt:
      'Der Git-Server bittet um Geduld. Nächster Versuch von selbst: {{time}}.',
    opening:
      'Der Pull Request wird geöffnet. Diese Seite verfolgt es von selbst.',
    error: 'Grund: {{error}}',
    conflict:
      'Der Ziel-Branch wurde an derselben Stelle geändert. „Rebase“ setzt die freigegebenen Dateien auf seinen jetzigen Stand.',
    closed:
      'Der Pull Request wurde ohne Merge geschlossen. Es wurde nichts ausgerollt; die freigegebenen Dateien können erneut ausgerollt werden.',
    rebase: 'Rebase',
    deployAgain: 'Erneut ausrollen',
    rollBack: 'Zurückrollen',
    restore: 'Wiederherstellen',
    adopt: 'Übernehmen',
    drift: 'Was abweicht',
    driftOf: 'Was in {{path}} abweicht',
    driftGone: 'Die Datei fehlt auf dem Branch.',
    driftReverted: 'Das war vorher ausgerollt.',
    driftMore_one: 'Und {{count}} weitere Datei.',
    driftMore_other: 'Und {{count}} weitere Dateien.',
    driftNone: 'Auf dem Branch stehen jetzt die freigegebenen Dateien.',
    driftFailed: 'Die Abweichung konnte nicht gelesen werden',
    acting: {
      rebase: {
        title: 'Rebase des Pull Requests?',
        text: 'Dieselben Dateien werden auf den jetzigen Stand des Ziel-Branches gesetzt. Was freigegeben ist, bleibt freigegeben; die Richtlinie wird erneut geprüft.',
      },
      rollBack: {
        title: 'Dieses Deployment zurückrollen?',
        text: 'Nach erneuter Prüfung der Richtlinie wird ein Pull Request geöffnet, der die zuvor ausgerollten Dateien wiederherstellt. Vor seinem Merge ändert sich nichts.',
      },
      restore: {
        title: 'Die freigegebenen Dateien wiederherstellen?',
        text: 'Nach erneuter Prüfung der Richtlinie wird ein Pull Request geöffnet, der die freigegebenen Dateien wieder auf den Ziel-Branch setzt.',
      },
      deployAgain: {
        title: 'Diese Dateien erneut ausrollen?',
        text: 'Nach erneuter Prüfung der Richtlinie wird ein weiterer Pull Request mit denselben freigegebenen Dateien geöffnet.',
      },
      adopt: {
        title: 'Übernehmen, was auf dem Branch steht?',
        text: 'Die SLOs, aus denen die dortigen Dateien erzeugt wurden, werden neue Entwürfe, die jemand freigeben muss. Von Hand geänderte Dateien lassen sich nicht zurücklesen und werden abgelehnt.',
      },
      failed: 'Das hat nicht funktioniert',
    },
    deployed:
      'Gemergt. Es wird gewartet, bis alles geladen ist; diese Seite verfolgt es von selbst.',
    live: 'Geladen wie freigegeben.',
    drifted:
      'Es gilt nicht mehr, was freigegeben wurde. Sehen Sie nach, was abweicht; „Wiederherstellen“ setzt die freigegebenen Dateien zurück, „Übernehmen“ macht aus dem, was dort steht, die nächsten Entwürfe.',
    reverted:
      'Auf dem Branch zurückgenommen: Dort steht wieder, was vorher ausgerollt war. „Wiederherstellen“ rollt diese Version erneut aus, „Übernehmen“ macht aus der früheren die nächsten Entwürfe.',
    place: {
      repository: 'Branch',
      prometheus: 'Prometheus',
      grafana: 'Grafana',
    },
    check: {
      as_approved: 'wie freigegeben',
      waiting: 'geladen, wartet auf die erste Auswertung',
      different: 'abweichend',
      unknown: 'nicht bekannt',
    },
    rollbackOffered:
      'Beim Merge wurde ein Verstoß gegen die Richtlinie festgestellt. {{reason}} „Zurückrollen“ stellt her, was vorher ausgerollt war.',
    superseded: 'Ein späteres Deployment hat dieses abgelöst.',
    waiting: 'Wartet auf den Merge. Diese Seite verfolgt es von selbst.',
    ready_one: '{{count}} freigegebene Datei wartet auf das Ausrollen.',
    ready_other: '{{count}} freigegebene Dateien warten auf das Ausrollen.',
    empty: {
      title: 'Noch nichts ausgerollt',
      description:
        'Freigegebene Artefakte gelangen durch einen Pull Request in das GitOps-Repository. Geben Sie die erzeugten Dateien frei, und rollen Sie sie dann aus.',
      action: 'Zu den Artefakten',
    },
  },
};
