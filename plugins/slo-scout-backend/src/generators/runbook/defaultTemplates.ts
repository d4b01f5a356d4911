/** Copied from templates/runbook/runbook.yaml by scripts/templates.ts: change it there. */
export const defaultTemplate = `# Template of the runbooks that SLO Scout generates, one for each SLO. The page for
# people (page.md.mustache) is rendered over what this becomes.
#
# - {name} stands for a value; see docs/runbook-template.md for all of them.
# - A list item with \`for_each: list\` is repeated for each entry of that list, whose
#   names it may then use. An item with a name such as {capsule_id} needs no
#   \`for_each\`.
# - A field that is empty once filled in is left out.
# - \`command\` is a list of words. Each is filled in and quoted for the shell on
#   its own, so that no value can become a command. \`--\` keeps a query that begins
#   with a minus from being read as an option.
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
meaning: '{slo_meaning}'
impact: '{slo_impact}'
triggers:
  - for_each: threshold_alerts
    alert: '{alert_name}'
    severity: '{alert_severity}'
    means: '{alert_meaning}'
    steps:
      - title: Is it still going on?
        description: 'The value now. It should be {alert_within}. No answer: there is no data; follow the steps of the alert that says so.'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{value_query}']
      - title: How long has it been going on?
        description: Share of the last hour that was bad. 1 is all of it.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{hour_query}']
      - for_each: groups
        title: 'Which {group_labels} is worst?'
        description: The five worst of the last hour.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{group_query}']
  - for_each: burn_rate_alerts
    alert: '{alert_name}'
    severity: '{alert_severity}'
    means: '{alert_meaning}'
    steps:
      - title: Is it still going on?
        description: 'Share of bad {slo_unit} in the last {alert_short_words}. Above {alert_limit} ({alert_limit_percent}) it goes on. Below, it is getting better, and the alert ends by itself. No answer: nothing happened in that time, or nothing was bad.'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{short_query}']
      - title: How bad is it?
        description: 'The same over the last {alert_long_words}; the objective allows {slo_budget_share} ({slo_budget}).'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{long_query}']
      - for_each: groups
        title: 'Which {group_labels} is worst?'
        description: The five worst of the last {alert_long_words}.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{group_query}']
      - for_each: bad_series
        title: Where do the bad events come from?
        description: The series of {series_name} that count the most bad events a second now, with all their labels.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{series_query}']
  - for_each: budget_alerts
    alert: '{alert_name}'
    severity: '{alert_severity}'
    means: '{alert_meaning}'
    steps:
      - title: How much is left?
        description: Share of the error budget that is left. Below 0 it is overdrawn.
        command:
          [
            promtool,
            query,
            instant,
            --,
            '{prometheus_url}',
            '{budget_left_query}',
          ]
      - title: Is it still burning?
        description: How many times faster than the objective allows, over the last hour. Above 1 it goes on, then find the cause first.
        command:
          [
            promtool,
            query,
            instant,
            --,
            '{prometheus_url}',
            '{burn_rate_query}',
          ]
      - title: Do what was agreed for this case
        description: '{budget_policy}'
  - for_each: no_data_alerts
    alert: '{alert_name}'
    severity: '{alert_severity}'
    means: '{alert_meaning}'
    steps:
      - for_each: raw_series
        title: 'Is there any data in {series_name}?'
        description: 'A number: there is; go on with the rules. No answer: it is gone or renamed; go on with the next step.'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{series_query}']
      - title: Is the service scraped?
        description: 'A target with 0 cannot be reached: see whether it runs. No answer: {scrape_answer}'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{scrape_query}']
      - for_each: labelled_series
        title: 'Have the labels of {series_name} changed?'
        description: 'The values that it has now. The indicator asks for {series_selector}.'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{series_query}']
      - for_each: named_series
        title: 'Has {series_name} been renamed?'
        description: Metrics whose names begin alike. If it was renamed, change the SLO document and generate again.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{series_query}']
      - title: Are the rules loaded and evaluated?
        description: 'What the first rule would record. A number here, and no answer in the step after: the rules are not loaded.'
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{rule_query}']
      - title: What was recorded?
        description: The same, as it was recorded.
        command:
          [promtool, query, instant, --, '{prometheus_url}', '{recorded_query}']
      - title: When were they last evaluated?
        description: 'Seconds ago; more than a minute is too long. No answer: they are not loaded, or Prometheus does not scrape itself.'
        command:
          [
            promtool,
            query,
            instant,
            --,
            '{prometheus_url}',
            '{evaluation_age_query}',
          ]
steps:
  - title: See how bad it is
    description: Is the budget still burning, and since when?
    link: '{dashboard_url}'
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
    description: 'Now. The objective: {slo_threshold}.'
    command: [promtool, query, instant, --, '{prometheus_url}', '{value_query}']
  - title: Check how fast the budget burns
    description: Over the last hour. At 1 the error budget lasts exactly the window of the SLO.
    command:
      [promtool, query, instant, --, '{prometheus_url}', '{burn_rate_query}']
  - title: Check recent deployments
    description: In a clone of the service's repository. What changed before the alert began?
    command:
      [git, log, --since=2.days, --first-parent, '--format=%h %cI %an %s']
  - title: Check the rollouts
    description: Which version runs, and which ran before?
    command:
      - kubectl
      - rollout
      - history
      - --namespace={namespace}
      - deployment/{workload}
mitigation:
  - title: Roll back
    description: If it began with a deployment. Searching for the cause can wait.
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
  name: '{owner_title}'
  page: '{owner_url}'
  when: after 30 minutes without improvement, or as soon as the cause turns out to be in another service
evidence:
  dashboard: '{dashboard_url}'
  service_page: '{entity_url}'
  rule_files:
    - '{rule_file}'
  capsules:
    - id: '{capsule_id}'
      url: '{capsule_url}'
  traces:
    - id: '{trace_id}'
      url: '{trace_url}'
`;

/** Copied from templates/runbook/page.md.mustache by scripts/templates.ts: change it there. */
export const defaultPageTemplate = `{{! Template of the runbooks' pages for people, in Mustache, over the filled runbook.yaml.
    Values are escaped for Markdown: x is text, x.code a code span, x.block a block of
    shell, x.url an address for a link, x.anchor that of a heading. page has the files
    of the same pull request. See docs/runbook-template.md.
    After a change: node --require @backstage/cli/config/nodeTransform.cjs scripts/templates.ts }}
# {{name}}

**{{slo.severity}}** in **{{environment}}** · owner: {{#escalation.page}}[{{escalation.name}}]({{url}}){{/escalation.page}}{{^escalation.page}}{{escalation.name}}{{/escalation.page}} · {{#evidence.dashboard}}[dashboard]({{url}}){{/evidence.dashboard}}

## Meaning

{{meaning}}

## Impact

{{impact}}

## Do this first

1. Open the {{#evidence.dashboard}}[dashboard]({{url}}){{/evidence.dashboard}}: is it still going on, and since when?
2. If it began with a deployment, [roll back](#mitigation) now and search for the cause later.
3. Otherwise go to the alert that woke you, and follow its steps.
4. [Call for help](#escalation) {{escalation.when}}.

| Alert | Severity | What it says |
| --- | --- | --- |
{{#triggers}}
| [{{alert}}]({{alert.anchor}}) | {{severity}} | {{means}} |
{{/triggers}}

## Alerts
{{#triggers}}

### {{alert}}

{{means}}
{{#steps}}

**{{number}}. {{title}}** {{description}}
{{#link}}

[Open]({{url}})
{{/link}}
{{#command}}

{{block}}
{{/command}}
{{/steps}}
{{/triggers}}

## Diagnosis
{{#steps}}

**{{number}}. {{title}}.** {{description}}
{{#link}}

[Open]({{url}})
{{/link}}
{{#command}}

{{block}}
{{/command}}
{{/steps}}

## Mitigation
{{#mitigation}}

**{{title}}.** {{description}}
{{#command}}

{{block}}
{{/command}}
{{/mitigation}}

## Escalation

Call {{#escalation.page}}[{{escalation.name}}]({{url}}){{/escalation.page}}{{^escalation.page}}{{escalation.name}}{{/escalation.page}} ({{escalation.owner.code}}) {{escalation.when}}.

## Evidence

{{#evidence.dashboard}}
- [Dashboard]({{url}})
{{/evidence.dashboard}}
{{#evidence.service_page}}
- [Service in the portal]({{url}})
{{/evidence.service_page}}
{{#evidence.capsules}}
- Capsule {{#url}}[{{id}}]({{url}}){{/url}}{{^url}}{{id.code}}{{/url}}
{{/evidence.capsules}}
{{#evidence.traces}}
- Trace {{#url}}[{{id}}]({{url}}){{/url}}{{^url}}{{id.code}}{{/url}}
{{/evidence.traces}}
- Rules: [recording]({{page.recording_rules.url}}), [alerting]({{page.alert_rules.url}})
- [Definition of the dashboard]({{page.dashboard.url}})
- [This runbook as YAML]({{page.yaml.url}})
`;
