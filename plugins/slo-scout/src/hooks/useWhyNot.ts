import { useEntityData } from './EntityData';
import { useText } from './useText';

/** One thing that a person may or may not do here. */
export type Deed =
  | 'writeSlos'
  | 'approveSlos'
  | 'generate'
  | 'approve'
  | 'deploy'
  | 'readAudit';

const CAPABILITY = {
  writeSlos: 'can_write_slos',
  approveSlos: 'can_approve_slos',
  generate: 'can_generate',
  approve: 'can_approve',
  deploy: 'can_deploy',
  readAudit: 'can_read_audit',
} as const;

/** Says why a deed is not open to the viewer; undefined where it is. */
export function useWhyNot(): (deed: Deed) => string | undefined {
  const { capabilities } = useEntityData();
  const t = useText();
  return deed => {
    if (capabilities.loading) return t('reason.loading');
    if (!capabilities.value) return t('reason.unknown');
    return capabilities.value[CAPABILITY[deed]]
      ? undefined
      : t(`reason.${deed}`);
  };
}
