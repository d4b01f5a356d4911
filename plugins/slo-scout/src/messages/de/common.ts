import type { commonMessages } from '../common';
import type { TranslationOf } from '../TranslationOf';

export const common: TranslationOf<typeof commonMessages> = {
  locale: 'de-DE',
  tabs: {
    label: 'SLO Scout',
    slos: 'SLOs',
    artifacts: 'Artefakte',
    deployments: 'Deployments',
    audit: 'Audit',
  },
  common: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    retry: 'Erneut versuchen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    download: 'Herunterladen',
    environment: 'Umgebung',
    unknownEnvironment:
      'Eine Umgebung {{name}} gibt es hier nicht. Gezeigt wird {{shown}}.',
    loading: 'Wird geladen…',
    loadFailed: 'Das konnte nicht geladen werden',
    details: 'Details',
    by: 'von {{name}}',
    working: 'In Arbeit…',
    underWay: 'Das läuft bereits und lässt sich nicht mehr abbrechen.',
  },
  verdict: {
    passed: 'Bestanden',
    failed: 'Nicht bestanden',
    inconclusive: 'Ohne Ergebnis',
  },
  approval: {
    pending: 'Wartet auf Freigabe',
    approved: 'Freigegeben',
    rejected: 'Abgelehnt',
  },
  deployment: {
    not_deployed: 'Nicht ausgerollt',
    opening: 'Pull Request wird geöffnet',
    pending_pr: 'Pull Request offen',
    deployed: 'Ausgerollt',
    live: 'Aktiv',
    drifted: 'Abgewichen',
    reverted: 'Zurückgenommen',
    conflict: 'Konflikt',
    closed: 'Pull Request geschlossen',
    superseded: 'Abgelöst',
  },
  sloStatus: {
    draft: 'Entwurf',
    approved: 'Freigegeben',
    retired: 'Außer Kraft',
  },
  severity: {
    critical: 'Kritisch',
    high: 'Hoch',
    medium: 'Mittel',
    low: 'Niedrig',
  },
  artifactType: {
    recording_rule: 'Recording Rules',
    alert_rule: 'Alert-Regeln',
    inhibit_rule: 'Unterdrückung im Alertmanager',
    grafana_dashboard: 'Grafana-Dashboard',
    runbook: 'Runbook',
    rule_test: 'Regeltests',
  },
  reason: {
    loading: 'Ihre Berechtigungen werden noch geladen.',
    unknown: 'Ihre Berechtigungen konnten nicht gelesen werden.',
    writeSlos:
      'Sie dürfen die SLOs dieses Eintrags nicht ändern. Das dürfen seine Eigentümer und die Freigebenden.',
    approveSlos:
      'Sie dürfen SLOs weder freigeben noch außer Kraft setzen. Das dürfen die Freigebenden.',
    generate: 'Sie dürfen für diesen Eintrag keine Artefakte erzeugen.',
    approve:
      'Sie dürfen keine Artefakte freigeben. Das dürfen die Freigebenden.',
    deploy: 'Sie dürfen für diesen Eintrag keine Pull Requests öffnen.',
    readAudit: 'Sie dürfen das Audit-Protokoll nicht lesen.',
    noTarget: 'Für diese Umgebung ist kein Repository eingerichtet.',
  },
  summary: {
    label: 'Stand dieses Dienstes',
    inForce_zero: 'Kein SLO ist in Kraft',
    inForce_one: '{{count}} SLO in Kraft',
    inForce_other: '{{count}} SLOs in Kraft',
    drafts_one: '{{count}} Entwurf wartet auf Freigabe',
    drafts_other: '{{count}} Entwürfe warten auf Freigabe',
    deployed_one: '{{count}} Datei ausgerollt',
    deployed_other: '{{count}} Dateien ausgerollt',
    stands_one: '{{name}}: {{words}}.',
    stands_other:
      'Von {{count}} SLOs steht {{name}} am schlechtesten da: {{words}}.',
    notMeasured: 'noch keine Messwerte',
    standsUnknown: 'Wie die SLOs dastehen, konnte nicht gelesen werden.',
    noHistory: 'Für diesen Dienst wurde noch kein Alert nachgespielt.',
    quiet:
      'In den zuletzt nachgespielten {{days}} d hätte keiner seiner Alerts ausgelöst.',
    fired_one:
      'In den zuletzt nachgespielten {{days}} d hätten seine Alerts einmal ausgelöst, für {{average}}.',
    fired_other:
      'In den zuletzt nachgespielten {{days}} d hätten seine Alerts {{count}}-mal ausgelöst, im Mittel für {{average}}.',
    lastFiring: 'Zuletzt:',
    inconclusive: 'Das Nachspielen der Alerts blieb ohne Ergebnis: {{reason}}',
    inconclusiveUnknown: 'ein Grund wurde nicht genannt',
  },
  next: {
    label: 'Nächster Schritt',
    add_slo: 'Fügen Sie das erste SLO dieses Dienstes hinzu.',
    approve_slos_one: '{{count}} Entwurf wartet auf Freigabe.',
    approve_slos_other: '{{count}} Entwürfe warten auf Freigabe.',
    generate_never: 'Erzeugen Sie Regeln, Alerts, Dashboard und Runbook.',
    generate_revised: 'Ein SLO wurde geändert: Erzeugen Sie seine Dateien neu.',
    generate_uncovered:
      'Ein freigegebenes SLO hat noch keine Dateien: Erzeugen Sie sie.',
    generate_retired:
      'Von einem SLO außer Kraft sind noch Regeln geladen: Erzeugen Sie neu, geben Sie frei und rollen Sie aus, um sie zu entfernen.',
    fix_one:
      '{{count}} Datei hat die Prüfung nicht bestanden: Berichtigen Sie das SLO und erzeugen Sie neu.',
    fix_other:
      '{{count}} Dateien haben die Prüfung nicht bestanden: Berichtigen Sie das SLO und erzeugen Sie neu.',
    approve_artifacts_one: 'Prüfen Sie {{count}} Datei und geben Sie sie frei.',
    approve_artifacts_other:
      'Prüfen Sie {{count}} Dateien und geben Sie sie frei.',
    deploy_one: 'Rollen Sie {{count}} freigegebene Datei aus.',
    deploy_other: 'Rollen Sie {{count}} freigegebene Dateien aus.',
    remove_files_one:
      '{{count}} Datei ist ausgerollt, ohne dass ein SLO in Kraft ist: Entfernen Sie sie.',
    remove_files_other:
      '{{count}} Dateien sind ausgerollt, ohne dass ein SLO in Kraft ist: Entfernen Sie sie.',
    merge: 'Pull Request #{{number}} wartet auf den Merge.',
    wait: 'Der Pull Request wird geöffnet.',
    resolve: 'Pull Request #{{number}} hat einen Konflikt.',
    drifted: 'Ausgerollt ist nicht mehr, was freigegeben wurde.',
    done: 'Nichts zu tun: Alles Freigegebene ist ausgerollt.',
    go: {
      slos: 'Zu den SLOs',
      generate: 'Zum Erzeugen',
      artifacts: 'Zu den Artefakten',
      deployments: 'Zu den Deployments',
      pullRequest: 'Pull Request #{{number}} öffnen',
    },
  },
  editor: {
    loading: 'Der Editor wird geladen…',
  },
};
