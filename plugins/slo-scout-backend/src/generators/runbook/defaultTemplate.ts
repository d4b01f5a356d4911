// Copied from templates/runbook/runbook.yaml by scripts/templates.ts: change it there.
export const defaultTemplate = `# Template of the runbooks that SLO Scout generates, one for each SLO.
#
# - {name} stands for a value; see docs/runbook-template.md for all of them.
# - A list item with the name of a list ({alert_name}, {rule_file}, {capsule_id},
#   {trace_id}) is repeated for each of its entries.
# - A field that is empty once filled in is left out.
# - \`command\` is a list of words. Each is filled in and quoted for the shell on
#   its own, so that no value can become a command.
#
# After a change: node --require @backstage/cli/config/nodeTransform.cjs scripts/templates.ts
name: '{service_name}: {slo_title}'
service: '{service_name}'
environment: '{environment}'
slo:
  name: '{slo_name}'
  description: '{slo_description}'
  objective: '{slo_objective}'
  threshold: '{slo_threshold}'
  window: '{slo_window}'
  severity: '{slo_severity}'
triggers:
  - alert: '{alert_name}'
    severity: '{alert_severity}'
    means: '{alert_meaning}'
steps:
  - title: See how bad it is
    description: 'Is the budget still burning, and since when? {dashboard_url}'
  - title: Check the service's logs
    description: Look for errors that began when the alert did.
    command:
      - kubectl
      - logs
      - --namespace={namespace}
      - deployment/{workload}
      - --all-containers
      - --since=1h
      - --tail=500
  - title: Check the indicator
    description: 'Now, and against the objective: {slo_threshold}'
    command: [promtool, query, instant, '{prometheus_url}', '{value_query}']
  - title: Check how fast the budget burns
    description: At 1 the error budget lasts exactly the window of the SLO.
    command: [promtool, query, instant, '{prometheus_url}', '{burn_rate_query}']
  - title: Check recent deployments
    description: In a clone of the service's repository. What changed before the alert began?
    command:
      [git, log, --since=2.days, --first-parent, '--format=%h %cI %an %s']
  - title: Check the rollouts
    command:
      - kubectl
      - rollout
      - history
      - --namespace={namespace}
      - deployment/{workload}
mitigation:
  - title: Roll back
    description: If it began with a deployment.
    command:
      - kubectl
      - rollout
      - undo
      - --namespace={namespace}
      - deployment/{workload}
  - title: Scale replicas
    description: If it is load. Replace N by more replicas than there are.
    command:
      - kubectl
      - scale
      - --namespace={namespace}
      - deployment/{workload}
      - --replicas=N
escalation:
  owner: '{owner}'
  when: If neither helps within 30 minutes, or the cause is in another service.
evidence:
  dashboard: '{dashboard_url}'
  service_page: '{entity_url}'
  rule_files:
    - '{rule_file}'
  capsule_ids:
    - '{capsule_id}'
  trace_ids:
    - '{trace_id}'
`;
