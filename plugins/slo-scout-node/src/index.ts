/**
 * Service reference and extension points of SLO Scout for other backend plugins.
 *
 * @packageDocumentation
 */
export {
  GitHostError,
  sloScoutGitProvidersExtensionPoint,
  type FoundPullRequest,
  type GitCallOptions,
  type GitCommit,
  type GitCommitFile,
  type GitCommitOutcome,
  type GitCommitRequest,
  type GitProvider,
  type GitProviderRegistration,
  type GitPullRequestState,
  type GitRef,
  type GitReviewer,
  type GitTreeEntry,
  type NewPullRequest,
  type PullRequestChange,
  type SloScoutGitProvidersExtensionPoint,
} from './gitProviders';
export {
  sloScoutInvariantsExtensionPoint,
  type CustomInvariant,
  type Invariant,
  type InvariantCheck,
  type SloScoutInvariantsExtensionPoint,
} from './invariants';
export { sloScoutServiceRef } from './service';
