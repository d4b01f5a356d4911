export const removalMessages = {
  removal: {
    notice_one:
      'No SLO of this service is in force in {{environment}}, but {{count}} file stands deployed: its rules go on as they are.',
    notice_other:
      'No SLO of this service is in force in {{environment}}, but {{count}} files stand deployed: their rules go on as they are.',
    underWay:
      'A pull request of this service is under way. Merge or close it first.',
    open: 'Remove the files…',
    title: 'Remove the files in {{environment}}?',
    explain_one:
      'A pull request is opened that removes {{count}} file from {{branch}} of {{repo}} and changes nothing else. Nothing happens before somebody merges it, and it can be rolled back.',
    explain_other:
      'A pull request is opened that removes {{count}} files from {{branch}} of {{repo}} and changes nothing else. Nothing happens before somebody merges it, and it can be rolled back.',
    files: 'Files that are removed',
    alerts: 'Alerts that vanish',
    alertsExplain_one: 'Nobody will be told by {{count}} alert any more:',
    alertsExplain_other:
      'Nobody will be told by these {{count}} alerts any more:',
    noAlerts: 'No alert vanishes: the files have none.',
    approval: 'Approved by retiring the SLOs',
    retired: '{{name}}, retired by {{person}}',
    confirm_one: 'Remove {{count}} file',
    confirm_other: 'Remove {{count}} files',
    opening: 'Opening the pull request…',
    opened: 'Pull request #{{number}} is open.',
    failed: 'The pull request could not be opened',
    refused: 'The policy guard refused the removal',
    loadFailed: 'Whether files can be removed is not known',
    removed_one: '{{count}} file removed',
    removed_other: '{{count}} files removed',
    live: 'Gone from the branch, and no rule of it is loaded any more.',
    drifted: 'Files that were removed are on the branch or loaded again.',
    reverted:
      'The removal was taken back: the files stand on the branch again.',
    deployed:
      'Merged. Waiting until nothing of it is loaded any more; this page follows by itself.',
    check: {
      as_approved: 'gone',
      different: 'still there',
    },
  },
} as const;
