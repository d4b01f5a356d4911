import type { pullRequestMessages } from '../pullRequest';
import type { TranslationOf } from '../TranslationOf';

export const pullRequest: TranslationOf<typeof pullRequestMessages> = {
  pullRequest: {
    preview: 'Vorschau des Pull Requests',
    loading: 'Der Ziel-Branch wird gelesen…',
    failed: 'Die Vorschau des Pull Requests ist fehlgeschlagen',
    title: 'Titel',
    newBranch: 'Neuer Branch',
    openBranch: 'Branch des offenen Pull Requests',
    branchTime: 'Er endet mit dem Zeitpunkt des Öffnens.',
    draft: 'Wird geöffnet als',
    asDraft: 'Entwurf',
    asReady: 'Bereit zum Review',
    labels: 'Labels',
    reviewers: 'Um ein Review gebeten werden',
    nobody: 'Niemand',
    team: '{{name}} (Team)',
    body: 'Beschreibung',
    source: 'Markdown-Quelltext zeigen',
    rendered: 'Wie auf dem Git-Server zeigen',
    commit: 'Commit-Nachricht',
    changes: 'Dateien gegenüber {{branch}}',
    unchanged_one: '{{count}} Datei steht dort bereits',
    unchanged_other: '{{count}} Dateien stehen dort bereits',
    change: {
      added: 'Neu',
      changed: 'Geändert',
      removed: 'Entfernt',
      unchanged: 'Unverändert',
      unknown: 'Nicht bekannt',
    },
    lines: '{{added}} Zeilen hinzugefügt, {{removed}} entfernt',
    linesUnknown: 'Zeilen nicht gezählt',
    updates:
      'Pull Request #{{number}} dieses Dienstes ist offen. Er wird mit diesen Dateien fortgesetzt; Reviewer, Labels und Zustand bleiben.',
    update: 'Pull Request aktualisieren',
    none: 'Es gibt nichts zu öffnen: Auf {{branch}} stehen genau diese Dateien.',
    noneOpen: 'Diese Dateien sind bereits in Pull Request #{{number}}.',
    guard: 'Was die Richtlinie jetzt sagt',
    guardDetails: 'Was gemessen wurde',
    judgedBefore:
      'Dieses Deployment wurde bereits nach der Richtlinie geprüft.',
  },
};
