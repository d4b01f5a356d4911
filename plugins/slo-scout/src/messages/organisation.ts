export const organisationMessages = {
  organisation: {
    title: 'SLO Scout',
    subtitle: 'How the services of the organisation stand',
    views: {
      label: 'Views of SLO Scout',
      services: 'Services',
      queue: 'My queue',
      pullRequests: 'Pull requests',
      drift: 'Drift',
      withCount: '{{view}} ({{number}})',
    },
    answer: {
      label: 'How the services stand',
      overspent_one:
        '{{count}} of {{all}} services has overspent an error budget.',
      overspent_other:
        '{{count}} of {{all}} services have overspent an error budget.',
      burning_one:
        'No error budget is overspent. {{count}} of {{all}} services spends one faster than allowed.',
      burning_other:
        'No error budget is overspent. {{count}} of {{all}} services spend one faster than allowed.',
      unknown_one:
        'Nothing that was measured is overspent. {{count}} of {{all}} services has an SLO without data of the last hour.',
      unknown_other:
        'Nothing that was measured is overspent. {{count}} of {{all}} services have an SLO without data of the last hour.',
      healthy_one: 'The service keeps its error budgets.',
      healthy_other: 'All {{count}} services keep their error budgets.',
      narrowed: 'Counted are those that search and owner leave.',
    },
    filters: {
      label: 'Filter SLOs',
      search: 'Search services and SLOs',
      owner: 'Owner',
      everybody: 'Everybody',
      mine: 'Mine',
      sort: 'Order',
      byState: 'Worst first',
      byBudget: 'Least budget left first',
      byBurnRate: 'Fastest burning first',
      byName: 'By name',
      states: 'State',
      all: 'All',
      clear: 'Clear filters',
    },
    state: {
      overspent: 'Overspent',
      burning: 'Burning',
      unknown: 'No recent data',
      healthy: 'Healthy',
    },
    slos: {
      heading: 'SLOs in force',
      table: 'SLOs in force, as they stand',
      service: 'Service',
      name: 'SLO',
      state: 'State',
      budget: 'Error budget left',
      burnRate: 'Burn rate, last hour',
      objective: 'Objective',
      value: 'Last hour',
      measured: 'Measured until',
      objectiveOver: '{{objective}} over {{window}}',
      left: '{{percent}} left',
      overspentBy: 'overspent by {{percent}}',
      unknown: 'not known',
      rate: '{{rate}} × allowed',
      noData: 'no data',
      never: 'never',
      worstPart: 'worst of {{number}} parts: {{part}}',
      empty:
        'No SLOs are in force yet. Open a service in the catalog, go to its tab SLO Scout, add an SLO and have it approved: it appears here within 5 minutes with what was measured of it.',
      toCatalog: 'Open the catalog',
      nothing: 'No SLO in force matches.',
    },
    queue: {
      heading: 'Waiting for you',
      list: 'What waits for your decision',
      slo: 'SLO {{name}}: a draft waits for approval',
      artifacts_one:
        '{{count}} generated file for {{environment}} waits for approval',
      artifacts_other:
        '{{count}} generated files for {{environment}} wait for approval',
      override:
        'An override of policy in {{environment}} waits for your decision',
      roles: 'You decide as {{roles}}.',
      since: 'Since',
      by: 'by {{name}}',
      open_slo: 'Review the draft',
      open_artifacts: 'Review the files',
      open_override: 'Decide on the override',
      openOf: '{{action}} of {{service}}',
      empty:
        'Nothing waits for you. Drafts, generated files and overrides that you may decide on appear here as soon as somebody hands them in.',
    },
    role: {
      senior_sre_approval: 'senior SRE',
      vp_engineering_approval: 'VP of engineering',
      budget_owner_approval: 'budget owner',
    },
    deployments: {
      open: {
        heading: 'Open pull requests',
        empty:
          'No pull request is open. One is opened from a service’s approved files, by Deploy in its tab SLO Scout.',
      },
      drift: {
        heading: 'Drift',
        empty:
          'Everything that was deployed still is what was approved. What somebody changes or takes away past SLO Scout appears here.',
      },
      pullRequest: 'Pull request #{{number}}',
      opened: 'Opened',
      deployed: 'Deployed',
      look: 'Look at {{service}}',
    },
    pages: {
      label: 'Pages',
      range: '{{from}} to {{to}} of {{total}}',
      first: 'First page',
      previous: 'Previous page',
      next: 'Next page',
    },
  },
} as const;
