export const overviewCardMessages = {
  overviewCard: {
    title: 'Service level objectives',
    open: 'Open SLO Scout',
    list: 'SLOs in force, the worst first',
    none: 'This service has no SLO yet. Paste a document of OpenSLO, Sloth or Pyrra to begin.',
    add: 'Add an SLO',
    drafts_one:
      '{{count}} SLO waits for approval; it is measured once it is approved.',
    drafts_other:
      '{{count}} SLOs wait for approval; they are measured once they are approved.',
    approve: 'Review and approve',
    notMeasured: 'Not measured yet',
    objective: '{{objective}} over {{window}}',
    value: '{{value}} in the last hour',
    noValue: 'no data of the last hour',
    worstPart: 'of {{part}}, the worst of {{number}} parts',
  },
} as const;
