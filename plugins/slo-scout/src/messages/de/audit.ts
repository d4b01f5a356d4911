import type { auditMessages } from '../audit';
import type { TranslationOf } from '../TranslationOf';

export const audit: TranslationOf<typeof auditMessages> = {
  audit: {
    title: 'Audit-Protokoll',
    filter: 'Aktion',
    all: 'Alle Aktionen',
    verified_one: 'Kette geprüft: {{count}} Eintrag',
    verified_other: 'Kette geprüft: {{count}} Einträge',
    broken: 'Kette bei Eintrag {{seq}} gebrochen',
    brokenUnknown: 'Kette gebrochen',
    verifying: 'Die Kette wird geprüft…',
    verifyFailed: 'Die Kette konnte nicht geprüft werden',
    verifyAgain: 'Kette prüfen',
    head: 'Letzter Hash {{hash}}',
    export: 'NDJSON exportieren',
    exportFailed: 'Der Export ist fehlgeschlagen',
    more: 'Ältere Einträge laden',
    entries: 'Einträge des Protokolls',
    hash: 'Hash',
    empty: {
      title: 'Kein Eintrag',
      description:
        'Hier steht, was Personen und geplante Aufgaben mit den SLOs dieses Dienstes tun, und was Richtlinie und Generatoren abgelehnt haben.',
      filtered: 'Kein Eintrag entspricht diesen Filtern.',
    },
    action: {
      slo_created: 'SLO hinzugefügt',
      slo_revised: 'SLO geändert',
      slo_approved: 'SLO freigegeben',
      slo_retired: 'SLO außer Kraft gesetzt',
      slo_source_read: 'SLO-Datei gelesen, mit Warnungen',
      slo_source_refused: 'SLO-Datei abgelehnt',
      artifacts_generated: 'Artefakte erzeugt',
      generation_failed: 'Erzeugung fehlgeschlagen',
      generation_refused: 'Erzeugung abgelehnt',
      generation_cancelled: 'Erzeugung abgebrochen',
      approval_requested: 'Freigabe erbeten',
      artifact_approval: 'Artefakte freigegeben',
      artifact_approval_refused: 'Freigabe nicht zugelassen',
      artifact_rejected: 'Artefakt abgelehnt',
      pr_created: 'Pull Request geöffnet',
      pr_updated: 'Pull Request aktualisiert',
      pr_refused: 'Pull Request nicht zugelassen',
      pr_failed: 'Pull Request fehlgeschlagen',
      deployment_completed: 'Ausgerollt',
      deployment_closed: 'Pull Request geschlossen',
      deployment_conflict: 'Konflikt festgestellt',
      deployment_reopened: 'Pull Request wieder offen',
      deployment_live: 'Geladen und aktiv',
      drift_found: 'Abweichung festgestellt',
      deployment_reverted: 'Auf dem Branch zurückgenommen',
      merge_violation_found: 'Verstoß beim Merge festgestellt',
      policy_changed: 'Richtlinie geändert',
      policy_change_refused: 'Änderung der Richtlinie abgelehnt',
      override_requested: 'Ausnahme erbeten',
      override_refused: 'Ausnahme nicht zugelassen',
      override_approved: 'Ausnahme genehmigt',
      override_declined: 'Ausnahme abgelehnt',
      override_withdrawn: 'Ausnahme zurückgezogen',
      override_expired: 'Ausnahme abgelaufen',
      override_voided: 'Ausnahme hinfällig: anderer Inhalt',
      override_used: 'Ausnahme verwendet',
    },
    view: { label: 'Ansicht', story: 'Verlauf', list: 'Liste' },
    filters: {
      label: 'Einträge filtern',
      actor: 'Wer',
      actorHelp: 'Name oder Entity-Referenz',
      from: 'Von',
      to: 'Bis vor',
      clear: 'Filter entfernen',
      holes:
        'Die Filter lassen Einträge aus: Den Verläufen können Schritte fehlen.',
    },
    story: {
      label: 'Verläufe, der jüngste zuerst',
      of: 'Verlauf von {{what}}',
      inEnvironment: '{{what}}, {{environment}}',
      bundle: 'Dateien ohne bekannte Erzeugung',
      others: 'Was zu keinem Paket gehört',
      shared: 'Auch Teil eines anderen Verlaufs',
      beginsEarlier: 'Er beginnt vor den geladenen Einträgen.',
      load: 'Anfang laden',
      loadOf: 'Anfang laden: {{story}}',
    },
    portal: 'SLO Scout',
    what: {
      files_one: '{{count}} Datei',
      files_other: '{{count}} Dateien',
      pullRequest: 'Pull Request #{{number}}',
      deployment: 'die Ausrollung',
      slo: 'das SLO {{name}}',
      revision: 'das SLO {{name}}, Revision {{revision}}',
      unnamed: 'etwas ohne Namen',
    },
    verifiedAt: 'Zuletzt geprüft:',
    whenBroken:
      'Ein Eintrag wurde geändert oder entfernt. Geben Sie bis zur Klärung nichts frei, und rollen Sie nichts aus. Exportieren Sie das Protokoll, bewahren Sie den Export auf, und vergleichen Sie es mit früheren Exporten und mit den Hashes in den Pull Requests, zusammen mit der Administration der Datenbank.',
    whenUnknown:
      'Ob die Kette hält, ist nicht bekannt. Versuchen Sie es erneut; bleibt es dabei, hilft das Log des Backends weiter.',
    exportWhole:
      'Der Export enthält immer das ganze Protokoll aller Dienste: Filter verkleinern ihn nicht, denn eine Kette lässt sich nicht zerteilen.',
    sentence: {
      slo_created: '{{who}} hat {{what}} als Entwurf hinzugefügt.',
      slo_revised: '{{who}} hat einen neuen Entwurf geschrieben: {{what}}.',
      slo_approved: '{{who}} hat freigegeben: {{what}}.',
      slo_retired: '{{who}} hat außer Kraft gesetzt: {{what}}.',
      slo_source_read:
        '{{who}} hat {{what}} gelesen und nennt, was nicht verwendet wird.',
      slo_source_refused: '{{who}} hat {{what}} wegen Fehlern abgelehnt.',
      artifacts_generated: '{{who}} hat {{what}} erzeugt.',
      generation_failed:
        'Eine Erzeugung von {{who}} ist fehlgeschlagen: {{what}}.',
      generation_refused:
        '{{who}} durfte nicht aus diesem Stand erzeugen: {{what}}.',
      generation_cancelled: '{{who}} hat eine Erzeugung abgebrochen.',
      approval_requested: '{{who}} hat um Freigabe gebeten: {{what}}.',
      artifact_approval: '{{who}} hat {{what}} freigegeben.',
      artifact_approval_refused:
        'Die Richtlinie hat {{who}} die Freigabe verwehrt: {{what}}.',
      artifact_rejected: '{{who}} hat {{what}} abgelehnt.',
      pr_created: '{{who}} hat {{what}} geöffnet.',
      pr_updated: '{{who}} hat {{what}} erneuert.',
      pr_refused: 'Die Richtlinie hat {{who}} den Pull Request verwehrt.',
      pr_failed:
        'Der Versuch von {{who}}, den Pull Request zu öffnen, ist fehlgeschlagen.',
      deployment_completed:
        '{{who}} hat gesehen, dass gemergt und ausgerollt wurde: {{what}}.',
      deployment_closed:
        '{{who}} hat gesehen, dass geschlossen wurde, ohne Merge: {{what}}.',
      deployment_conflict: '{{who}} hat einen Konflikt festgestellt: {{what}}.',
      deployment_reopened:
        '{{who}} hat gesehen, dass wieder offen ist: {{what}}.',
      deployment_live:
        '{{who}} hat die Regeln geladen vorgefunden: {{what}} ist aktiv.',
      drift_found:
        '{{who}} hat eine Abweichung vom Freigegebenen festgestellt: {{what}}.',
      deployment_reverted:
        '{{who}} hat gesehen, dass auf dem Branch zurückgenommen wurde: {{what}}.',
      merge_violation_found:
        '{{who}} hat beim Merge einen Verstoß gegen die Richtlinie festgestellt: {{what}}.',
      policy_changed: '{{who}} hat die Richtlinie geändert.',
      policy_change_refused:
        '{{who}} wollte die Richtlinie ändern und durfte es nicht.',
      override_requested:
        '{{who}} hat um eine Ausnahme von der Richtlinie gebeten.',
      override_refused:
        '{{who}} durfte über eine Ausnahme nicht entscheiden oder um sie bitten.',
      override_approved: '{{who}} hat die Ausnahme genehmigt.',
      override_declined: '{{who}} hat die Ausnahme abgelehnt.',
      override_withdrawn: '{{who}} hat die Bitte um Ausnahme zurückgezogen.',
      override_expired:
        'Die Ausnahme ist abgelaufen, festgestellt von {{who}}.',
      override_voided:
        '{{who}} hat andere Dateien erzeugt: Die Ausnahme gilt nicht mehr.',
      override_used: '{{who}} hat die Ausnahme verwendet.',
    },
  },
};
