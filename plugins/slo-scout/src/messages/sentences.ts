/** What the server says, by the codes of its sentences. */
export const sentenceMessages = {
  said: {
    feasibility: {
      threshold:
        'A threshold is no share that multiplies: how slow a dependency may be does not say how slow this service is.',
      no_dependencies:
        'The catalog names nothing that {{entity}} depends on, so nothing is known that limits it.',
      no_promises: 'None of its dependencies has a promise to compare with.',
      infeasible:
        '{{objective_share}} cannot be met: what it depends on promises {{ceiling_share}} at most, by {{factors}}.',
      open: 'Nothing known stands against {{objective_share}}: what it depends on promises {{ceiling_share}} at most, by {{factors}}.',
      feasible:
        '{{objective_share}} can be met: what it depends on promises {{ceiling_share}} at most, by {{factors}}.',
      alternative:
        '{{objective_share}} could be met by a service that hardly ever fails itself.',
      leeway: 'That leaves {{left_share}} for failures of its own.',
      no_leeway: 'That leaves nothing for failures of its own.',
      unknown: 'Unknown, and able to lower it further: {{entities}}.',
      windows: 'The windows differ: {{own_window}} here, elsewhere {{others}}.',
    },
    dependency: {
      too_far: 'It lies too far away to be looked at.',
      not_found: 'It is not in the catalog, or you may not see it.',
      no_slo_events: 'It has no approved SLO of a share of good events.',
      no_slo_slices:
        'It has no approved SLO of a share of good slices of time.',
      no_slo_time:
        'It has no approved SLO of a share of good events, averaged over time.',
      no_provider: 'The catalog names nobody who provides it.',
      several_providers_one:
        '{{count}} entity provides it; which one answers is unknown.',
      several_providers_other:
        '{{count}} entities provide it; which one answers is unknown.',
    },
    invariant: {
      off: 'No policy asks for it.',
      services:
        'Services affected: {{measured}}; at most {{limit}} are allowed.',
      services_unmeasured:
        'Which services are affected could not be measured ({{reason}}); at most {{limit}} are allowed.',
      traffic:
        'Share of all traffic: {{measured}} %; at most {{limit}} % is allowed.',
      traffic_unmeasured:
        'The share of all traffic could not be measured ({{reason}}); at most {{limit}} % is allowed.',
      cost: 'Cost of the rules: {{measured}} USD a day; at most {{limit}} USD a day is allowed.',
      cost_unmeasured:
        'The cost of the rules could not be measured ({{reason}}); at most {{limit}} USD a day is allowed.',
      approved: 'A person who may approve stands behind the bundle.',
      not_approver: '{{person}} may not approve; members of {{groups}} may.',
      no_approvers:
        '{{person}} may not approve, and no group is configured that may.',
      audit_intact: 'The audit log can be written and its end is intact.',
      audit_broken:
        'The audit log cannot be relied on: its end does not match its head. Run the audit verification.',
      audit_unknown:
        'The audit log cannot be relied on: {{reason}}. Run the audit verification.',
      nothing_added: 'Nothing is added: there is nothing to replay.',
      no_alerts: 'The bundle has no alerts to replay.',
      replayed: 'Every alert was replayed over its history.',
      not_replayed: 'The dry run of {{files}} is inconclusive: {{reasons}}',
      unverified: '{{file}}: {{doubt}}',
      approver_unknown: 'It is not known who approves.',
      own_work:
        'Work of {{author}} is in it, who may therefore not approve it. Somebody else must.',
      others_approve: 'Nobody approves their own work.',
    },
    standing: {
      changed: '{{path}} was changed on the branch',
      gone: '{{path}} is gone from the branch',
      back: '{{path}} is on the branch again',
      no_prometheus: 'no Prometheus is configured for this environment',
      no_entity:
        'the service is not in the catalog any more, which says what Prometheus it has',
      not_evaluated: 'the rules are loaded; some were not evaluated yet',
      group_missing: 'group {{group}} is not loaded',
      rule_missing: '{{group}}: {{rule}} is not loaded',
      rule_unapproved: '{{group}}: {{rule}} is loaded but was not approved',
      expression: '{{group}}: {{rule}} has another expression',
      holds:
        '{{group}}: {{rule}} holds for {{found_seconds}}, not {{approved_seconds}}',
      fails: '{{group}}: {{rule}} fails: {{error}}',
      still_loaded: '{{group}}: {{rule}} is still loaded',
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
      dashboard_missing: '{{path}}: Grafana has no dashboard {{uid}} yet',
      dashboard_version: '{{path}}: Grafana has another version of it',
      dashboard_left: '{{path}}: Grafana still has dashboard {{uid}}',
    },
    dry_run: {
      no_alerts: 'The file has no alerts to replay',
      not_run: 'it was not run',
      first_look:
        'it was approximate (sloScout.dryRun.mode: fast); approval rests on the exact one',
      no_prometheus:
        'No Prometheus is configured for this environment (sloScout.prometheus), so nothing could be replayed',
      stopped:
        'The dry run stopped after {{deadline_seconds}} (sloScout.dryRun.deadline): {{examined}} of {{days}} days were examined',
      late: 'Not finished within the deadline',
      alert_without_data:
        'Prometheus has no data for what this alert measures in the examined range',
      no_data:
        'Prometheus has no data in the examined range for what these alerts measure: {{alerts}}. Check metric names and labels.',
      little_data:
        'The indicators had data for only {{covered_share}} of the examined range, which is too little to judge the alerts by',
      not_replayed:
        '{{broken}} of {{all}} alerts could not be replayed ({{alerts}}): {{reasons}}',
      would_fail:
        'Prometheus would have failed to evaluate {{alert}} {{failed}} of {{evaluated}} times: {{error}}',
      partial_answer:
        'Prometheus warned that its answers may not be whole: {{warning}}',
      late_history:
        'History begins on {{begins_at}}: {{examined}} of {{days}} days were examined',
      ticks:
        'Ticks are taken at multiples of the interval: where in it Prometheus evaluates a group follows from the path of its file. Starts and ends may be off by less than an interval.',
      value_in_label:
        'The value stands in a label of {{alerts}}: each new value is a new alert, and starts anew.',
      retention: 'Prometheus keeps data for {{kept}} of the {{days}} days.',
      open_start:
        '{{alerts}}: whether it was firing when the range began depends on what was before, through keep_firing_for; here it was not.',
      warning: 'Prometheus warned: {{warning}}',
      approximated:
        '{{alert}}: {{expression}} was asked of Prometheus with expressions in the place of recorded series, which is right to one interval',
    },
  },
} as const;
