import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { SloScout } from '../SloScout';
import { registerExplainRefusal } from './explainRefusal';
import { registerDryRun, registerGenerate } from './generations';
import { registerListSlos } from './listSlos';
import { registerRequestApproval } from './requestApproval';
import { registerWhatIf } from './whatIf';

/**
 * What agents may do, as the person they act for: look, try out, generate and ask.
 * Approving, overriding, deploying and changing policy is left to people, and there
 * is deliberately no action for it (docs/adr/0042).
 */
export function registerActions(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registerListSlos(registry, scout);
  registerDryRun(registry, scout);
  registerWhatIf(registry, scout);
  registerGenerate(registry, scout);
  registerExplainRefusal(registry, scout);
  registerRequestApproval(registry, scout);
}
