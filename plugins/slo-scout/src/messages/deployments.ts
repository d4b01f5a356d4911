export const deploymentMessages = {
  deployments: {
    title: 'Deployments',
    item: 'Deployment of {{time}} to {{environment}}',
    pullRequest: 'Pull request #{{number}}',
    steps: {
      approved: 'Approved',
      pullRequest: 'Pull request',
      merged: 'Merged',
      deployed: 'Deployed',
      live: 'Live',
    },
    progress: 'Progress',
    notNeeded: 'not needed',
    repo: 'Repository',
    branch: 'Branch',
    commit: 'Commit',
    mergeCommit: 'Merge commit',
    files_one: '{{count}} file',
    files_other: '{{count}} files',
    retryAt:
      'The Git host asked us to wait. Next attempt, by itself: {{time}}.',
    opening: 'The pull request is being opened. This page follows by itself.',
    error: 'Reason: {{error}}',
    conflict:
      'The target branch changed in the same place. Rebase puts the approved files on the branch as it is now.',
    closed:
      'The pull request was closed without being merged. Nothing was deployed; the approved files can be deployed again.',
    rebase: 'Rebase',
    deployAgain: 'Deploy again',
    rollBack: 'Roll back',
    restore: 'Restore',
    adopt: 'Adopt',
    drift: 'What differs',
    driftOf: 'What differs in {{path}}',
    driftGone: 'The file is gone from the branch.',
    driftReverted: 'This is what was deployed before.',
    driftMore_one: 'And {{count}} more file.',
    driftMore_other: 'And {{count}} more files.',
    driftNone: 'The branch holds the approved files now.',
    driftFailed: 'The difference could not be read',
    acting: {
      rebase: {
        title: 'Rebase the pull request?',
        text: 'The same files are put on the target branch as it is now. What was approved stays approved; the guard judges again.',
      },
      rollBack: {
        title: 'Roll back this deployment?',
        text: 'A pull request is opened that restores the files deployed before this one, after the guard has judged them. Nothing changes before somebody merges it.',
      },
      restore: {
        title: 'Restore the approved files?',
        text: 'A pull request is opened that puts the approved files back on the target branch, after the guard has judged them.',
      },
      deployAgain: {
        title: 'Deploy these files again?',
        text: 'Another pull request with the same approved files is opened, after the guard has judged them.',
      },
      adopt: {
        title: 'Adopt what stands on the branch?',
        text: 'The SLOs that the files there were generated from become new drafts, for somebody to approve. Files that were changed by hand cannot be read back, and are refused.',
      },
      failed: 'That did not work',
    },
    deployed:
      'Merged. Waiting until everything is loaded; this page follows by itself.',
    live: 'Loaded as approved.',
    drifted:
      'What stands is no longer what was approved. Look at what differs; Restore puts the approved files back, Adopt makes what stands there the next drafts.',
    reverted:
      'Taken back on the branch: what was deployed before stands there again. Restore deploys this version again, Adopt makes the former one the next drafts.',
    place: {
      repository: 'Branch',
      prometheus: 'Prometheus',
      grafana: 'Grafana',
    },
    check: {
      as_approved: 'as approved',
      waiting: 'loaded, waiting for the first evaluation',
      different: 'different',
      unknown: 'not known',
    },
    rollbackOffered:
      'The guard found a violation when this was merged. {{reason}} Roll back restores what was deployed before.',
    superseded: 'A later deployment replaced this one.',
    waiting: 'Waiting for the merge. This page follows by itself.',
    ready_one: '{{count}} approved file waits for deployment.',
    ready_other: '{{count}} approved files wait for deployment.',
    empty: {
      title: 'Nothing deployed yet',
      description:
        'Approved artifacts go to the GitOps repository by a pull request. Approve the generated files, then deploy them.',
      action: 'Go to the artifacts',
    },
  },
} as const;
