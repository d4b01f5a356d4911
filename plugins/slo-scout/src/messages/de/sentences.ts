import type { sentenceMessages } from '../sentences';
import type { TranslationOf } from '../TranslationOf';

export const sentences: TranslationOf<typeof sentenceMessages> = {
  said: {
    feasibility: {
      threshold:
        'Ein Grenzwert ist kein Anteil, der sich multiplizieren ließe: Wie langsam eine Abhängigkeit sein darf, sagt nicht, wie langsam dieser Dienst ist.',
      no_dependencies:
        'Der Katalog nennt nichts, wovon {{entity}} abhängt; es ist also nichts bekannt, was den Dienst begrenzt.',
      no_promises:
        'Keine seiner Abhängigkeiten hat ein SLO, mit dem sich vergleichen ließe.',
      infeasible:
        '{{objective_share}} sind nicht erreichbar: Wovon der Dienst abhängt, verspricht höchstens {{ceiling_share}}, und zwar {{factors}}.',
      open: 'Soweit bekannt, spricht nichts gegen {{objective_share}}: Wovon der Dienst abhängt, verspricht höchstens {{ceiling_share}}, und zwar {{factors}}.',
      feasible:
        '{{objective_share}} sind erreichbar: Wovon der Dienst abhängt, verspricht höchstens {{ceiling_share}}, und zwar {{factors}}.',
      alternative:
        '{{objective_share}} könnte ein Dienst erreichen, der selbst so gut wie nie ausfällt.',
      leeway: 'Damit bleiben {{left_share}} für eigene Fehler.',
      no_leeway: 'Damit bleibt nichts für eigene Fehler.',
      unknown:
        'Unbekannt, und womöglich noch niedriger begrenzend: {{entities}}.',
      windows:
        'Die Zeitfenster unterscheiden sich: hier {{own_window}}, sonst {{others}}.',
    },
    dependency: {
      too_far: 'Zu weit entfernt, um noch betrachtet zu werden.',
      not_found:
        'Steht nicht im Katalog, oder Sie dürfen den Eintrag nicht sehen.',
      no_slo_events:
        'Hat kein freigegebenes SLO über den Anteil guter Ereignisse.',
      no_slo_slices:
        'Hat kein freigegebenes SLO über den Anteil guter Zeitscheiben.',
      no_slo_time:
        'Hat kein freigegebenes SLO über den Anteil guter Ereignisse im Zeitmittel.',
      no_provider: 'Der Katalog nennt niemanden, der die API bereitstellt.',
      several_providers_one:
        '{{count}} Eintrag stellt die API bereit; wer antwortet, ist unbekannt.',
      several_providers_other:
        '{{count}} Einträge stellen die API bereit; wer antwortet, ist unbekannt.',
    },
    invariant: {
      off: 'Keine Richtlinie verlangt es.',
      services: 'Betroffene Dienste: {{measured}}; erlaubt sind {{limit}}.',
      services_unmeasured:
        'Welche Dienste betroffen sind, ließ sich nicht messen ({{reason}}); erlaubt sind {{limit}}.',
      traffic:
        'Anteil am gesamten Verkehr: {{measured}} %; erlaubt sind {{limit}} %.',
      traffic_unmeasured:
        'Der Anteil am gesamten Verkehr ließ sich nicht messen ({{reason}}); erlaubt sind {{limit}} %.',
      cost: 'Kosten der Regeln: {{measured}} USD pro Tag; erlaubt sind {{limit}} USD.',
      cost_unmeasured:
        'Die Kosten der Regeln ließen sich nicht messen ({{reason}}); erlaubt sind {{limit}} USD pro Tag.',
      approved: 'Eine Person, die freigeben darf, steht hinter diesem Bündel.',
      not_approver:
        '{{person}} darf nicht freigeben; das dürfen die Mitglieder von {{groups}}.',
      no_approvers:
        '{{person}} darf nicht freigeben, und es ist keine Gruppe eingerichtet, die es darf.',
      audit_intact:
        'In das Audit-Protokoll lässt sich schreiben, und sein Ende ist unversehrt.',
      audit_broken:
        'Auf das Audit-Protokoll ist kein Verlass: Sein Ende passt nicht zu seinem Kopf. Lassen Sie es prüfen.',
      audit_unknown:
        'Auf das Audit-Protokoll ist kein Verlass: {{reason}}. Lassen Sie es prüfen.',
      nothing_added:
        'Es kommt nichts hinzu, also gibt es nichts nachzuspielen.',
      no_alerts: 'Das Bündel enthält keine Alerts, die nachzuspielen wären.',
      replayed: 'Jeder Alert wurde über seine Vergangenheit nachgespielt.',
      not_replayed:
        'Der Probelauf von {{files}} blieb ohne Ergebnis: {{reasons}}',
      unverified: 'Zu {{file}}: {{doubt}}',
      approver_unknown: 'Wer freigibt, ist nicht bekannt.',
      own_work:
        'Das Bündel enthält Arbeit von {{author}}; deshalb muss jemand anderes es freigeben.',
      others_approve: 'Niemand gibt die eigene Arbeit frei.',
    },
    standing: {
      changed: '{{path}} wurde auf dem Branch geändert',
      gone: '{{path}} fehlt auf dem Branch',
      back: '{{path}} steht wieder auf dem Branch',
      no_prometheus: 'für diese Umgebung ist kein Prometheus eingerichtet',
      no_entity:
        'der Dienst steht nicht mehr im Katalog; welches Prometheus zu ihm gehört, ist daher nicht bekannt',
      not_evaluated:
        'die Regeln sind geladen, manche aber noch nicht ausgewertet',
      group_missing: 'die Gruppe {{group}} ist nicht geladen',
      rule_missing: '{{group}}: {{rule}} ist nicht geladen',
      rule_unapproved:
        '{{group}}: {{rule}} ist geladen, wurde aber nicht freigegeben',
      expression: '{{group}}: {{rule}} hat einen anderen Ausdruck',
      holds:
        '{{group}}: {{rule}} wartet {{found_seconds}} statt {{approved_seconds}}',
      fails: '{{group}}: {{rule}} schlägt fehl: {{error}}',
      still_loaded: '{{group}}: {{rule}} ist noch geladen',
      more_one: 'und {{count}} weitere Abweichung',
      more_other: 'und {{count}} weitere Abweichungen',
      dashboard_missing:
        '{{path}}: Grafana hat das Dashboard {{uid}} noch nicht',
      dashboard_version: '{{path}}: Grafana hat eine andere Version',
      dashboard_left: '{{path}}: Grafana hat das Dashboard {{uid}} noch',
    },
    dry_run: {
      no_alerts: 'Die Datei enthält keine Alerts, die nachzuspielen wären',
      not_run: 'er fand nicht statt',
      first_look:
        'er war nur eine Näherung (sloScout.dryRun.mode: fast); für die Freigabe zählt der genaue',
      no_prometheus:
        'Für diese Umgebung ist kein Prometheus eingerichtet (sloScout.prometheus), daher ließ sich nichts nachspielen',
      stopped:
        'Der Probelauf endete vorzeitig nach {{deadline_seconds}} (sloScout.dryRun.deadline): {{examined}} von {{days}} Tagen wurden untersucht',
      late: 'Nicht innerhalb der Frist fertig geworden',
      alert_without_data:
        'Prometheus hat im untersuchten Zeitraum keine Daten zu dem, was dieser Alert misst',
      no_data:
        'Prometheus hat im untersuchten Zeitraum keine Daten zu dem, was diese Alerts messen: {{alerts}}. Prüfen Sie die Namen und Labels der Metriken.',
      little_data:
        'Die Indikatoren hatten nur für {{covered_share}} des untersuchten Zeitraums Daten; das ist zu wenig, um die Alerts zu beurteilen',
      not_replayed:
        '{{broken}} von {{all}} Alerts ließen sich nicht nachspielen ({{alerts}}): {{reasons}}',
      would_fail:
        'Prometheus hätte {{alert}} bei {{failed}} von {{evaluated}} Malen nicht auswerten können: {{error}}',
      partial_answer:
        'Prometheus warnt, dass seine Antworten unvollständig sein können: {{warning}}',
      late_history:
        'Die Daten beginnen am {{begins_at}}: {{examined}} von {{days}} Tagen wurden untersucht',
      ticks:
        'Ausgewertet wird zu Vielfachen des Intervalls: Wann genau Prometheus eine Gruppe auswertet, hängt vom Pfad ihrer Datei ab. Beginn und Ende können um weniger als ein Intervall abweichen.',
      value_in_label:
        'Der Messwert steht in einem Label von {{alerts}}: Jeder neue Wert ist ein neuer Alert und beginnt von vorn.',
      retention:
        'Prometheus bewahrt Daten nur für {{kept}} der {{days}} Tage auf.',
      open_start:
        '{{alerts}}: Ob zu Beginn des Zeitraums schon ausgelöst war, hängt wegen keep_firing_for von der Zeit davor ab; hier wird angenommen, dass nicht.',
      warning: 'Prometheus warnt: {{warning}}',
      approximated:
        '{{alert}}: {{expression}} wurde von Prometheus mit Ausdrücken anstelle der aufgezeichneten Zeitreihen berechnet; das ist auf ein Intervall genau',
    },
  },
};
