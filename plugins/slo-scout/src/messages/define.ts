export const defineMessages = {
  define: {
    newTitle: 'Define SLOs',
    editTitle: 'Edit {{name}}',
    newHelp:
      'Fill in the form or write the document: each follows the other. OpenSLO, Sloth and Pyrra are read, several documents in one text are allowed. What is saved is a draft until somebody approves it.',
    editHelp:
      'Saving makes a new draft revision. The approved one stays in force until the draft is approved.',
    back: 'Back to the SLOs',
    loading: 'Loading the editor',
    unchanged: 'Nothing was changed.',
    missing: 'There is no such SLO here.',
    restored: 'What you wrote here before is back.',
    discard: 'Discard it',
    form: 'Form',
    document: 'Document',
    views: 'Ways to write',
    choose: 'Document in the form',
    unnamed: 'Document {{number}}',
    nameTaken:
      'This service has an SLO of that name: saving makes a new draft revision of it.',
    kept_one:
      'One field that the form does not show stays as it is: {{paths}}.',
    kept_other:
      '{{count}} fields that the form does not show stay as they are: {{paths}}.',
    keptMore: '{{paths}} and {{number}} more',
    unreadable:
      'Line {{line}} of the document is not YAML, so the form waits: {{message}}',
    empty: 'The text holds no SLO yet. Write one, or begin with the example.',
    useExample: 'Use the example',
    refused: {
      dialect:
        'The form writes OpenSLO v1 only, and this document is {{what}}. Change it in the text; check, curve and saving work as ever.',
      aliases:
        'The document uses YAML aliases: a change in one place would change others too. Change it in the text.',
      shape:
        '{{what}} is not what OpenSLO has there, so the form would lose it. Correct it in the text.',
      large: 'The text is too long for the form to follow. Change it here.',
    },
    field: {
      name: 'Name',
      displayName: 'Title',
      description: 'Description',
      kind: 'What is measured',
      kinds: {
        good: 'Good events of all',
        bad: 'Bad events of all',
        share: 'A ready-made share',
        threshold: 'A value with a limit',
      },
      query: {
        good: 'Good events (PromQL)',
        bad: 'Bad events (PromQL)',
        share: 'Share (PromQL)',
        threshold: 'Measured value (PromQL)',
      },
      total: 'All events (PromQL)',
      counter: 'The metrics',
      counters: {
        yes: 'count up (counters)',
        no: 'give a value (gauges)',
        unknown: 'told by their names',
      },
      shareOf: 'The share is of',
      shares: { failure: 'failures', success: 'successes' },
      op: 'Good while the value is',
      limit: 'Limit',
      alertFor: 'Alert after',
      alertForHelp: 'Whole minutes such as 10m; 5m without.',
      percent: 'Objective',
      window: 'Window',
      windowHelp: 'Days, such as 30d.',
      severity: 'Severity',
      severities: {
        critical: 'Critical',
        high: 'High',
        medium: 'Medium',
        low: 'Low',
      },
      exact: 'Compute every window exactly, from raw data',
      referred:
        'The indicator stands in a document of its own: change its queries there.',
      completion: 'Suggestions come from Prometheus while you write.',
    },
    check: {
      title: 'Check',
      checking: 'Checking…',
      fine: 'The document can be saved.',
      failed: 'The check did not answer',
      faults_one: 'The document has {{count}} fault.',
      faults_other: 'The document has {{count}} faults.',
      warnings: 'Read, but without effect',
      notes: 'Prometheus does not know everything that is named',
      queries: 'What the queries give now',
      series_one: '{{count}} series',
      series_other: '{{count}} series',
      noData: 'no data now: where that stays so, the SLO measures nothing',
    },
    curve: {
      title: 'The last {{days}} days with this objective',
      asking: 'Asking Prometheus for the history, once…',
      failed: 'The history could not be read',
      later: 'The curve is drawn once the document can be read.',
      label: 'Share of good events of {{slo}} over time',
      handle: 'Objective',
      handleHelp:
        'Drag the line, or move it with the arrow keys, to try other objectives. Nothing is asked again.',
      notDragged:
        'The form knows no objective of this document: change it in the text.',
      value: '{{percent}}: {{spent}}',
      part: 'The worst of {{number}} parts: {{labels}}.',
      good: '{{percent}} of the events were good.',
      allows: 'Allows {{outage}} of full outage in {{window}}.',
      unspent: 'Nothing of the budget would be spent.',
      spent: '{{percent}} of the budget would be spent.',
      overspent:
        'The budget would be overspent: {{times}} times what it allows.',
      mostSpent:
        'At the worst {{percent}} of the budget would have been spent.',
      ranOut: 'It would first have run out:',
      showDays: 'Show the days as a table',
      hideDays: 'Hide the table',
    },
    templates: {
      title: 'Begin with what the service measures',
      loading: 'Looking for metrics of the service',
      availability: 'Availability',
      latency: 'Latency',
      explainAvailability:
        'Requests that do not end in a server error, told by the label {{label}}.',
      explainLatency: 'Requests answered within {{seconds}} s.',
      use: 'Use this',
      useOf: 'Use this: {{kind}}',
      none: 'No metrics of requests were found in {{selectors}}: neither a counter such as http_requests_total with a label code, nor a histogram such as http_request_duration_seconds_bucket. Below stands an example to change.',
      failed: 'The metrics of the service could not be looked through',
    },
    leave: {
      title: 'Leave without saving?',
      text: 'What you wrote is not saved.',
      stay: 'Stay here',
      leave: 'Leave',
    },
  },
} as const;
