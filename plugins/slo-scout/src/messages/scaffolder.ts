export const scaffolderMessages = {
  sloPicker: {
    label: 'SLOs',
    search: 'Search by name or title',
    chooseEntity: 'Choose the service first: its SLOs are then shown here.',
    misconfigured:
      'This field of the template names no service: give it entityField or entityRef in ui:options.',
    unreadable:
      '“{{text}}” names no service. Write it like component:default/payments-api.',
    empty:
      '{{entity}} has no SLOs yet. Add one in the tab SLO Scout on its page.',
    noneInForce:
      'No SLO of {{entity}} is in force yet: somebody has to approve one first.',
    noMatch: 'No SLO matches.',
    loadFailed: 'The SLOs of {{entity}} could not be read',
    gone: '{{names}} cannot be used for {{entity}}: take it out, or have it approved.',
    dropped: 'Taken out, as not in force here: {{names}}',
    why: {
      draft: 'Waits for approval',
      retired: 'Is retired',
    },
    hint: '{{objective}} over {{window}}',
  },
} as const;
