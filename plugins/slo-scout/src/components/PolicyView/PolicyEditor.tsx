import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type {
  PolicyRevision,
  PolicyScope,
  PolicySettings,
  ShadowDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse } from 'yaml';
import { sloScoutApiRef } from '../../api';
import { actorName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { CodeEditor } from '../CodeEditor';
import { Disclosure } from '../Disclosure';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { TextDiff } from '../TextDiff';
import { TimeText } from '../TimeText';
import { ShadowTable } from './ShadowTable';
import {
  numberOf,
  usePolicyDraft,
  yamlOf,
  type PolicyDraft,
} from './usePolicyDraft';
import { useScopeName } from './useScopeName';

interface Props {
  scope: PolicyScope;
  /** What people wrote before, newest first. */
  revisions: PolicyRevision[];
  onSaved: (message: string) => void;
  /** The change was not kept: others may have written meanwhile. */
  onRefused: () => void;
}

/** Settings of one scope as YAML: tried out on past bundles, then kept as a revision. */
export function PolicyEditor(props: Props) {
  const { scope, revisions, onSaved, onRefused } = props;
  const { capabilities } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const scopeName = useScopeName()(scope);
  const [newest] = revisions;
  const kept = usePolicyDraft(scope, newest);
  const { draft, change } = kept;
  // What was just saved may be newer than what was read.
  const upon = Math.max(numberOf(newest), draft.base);
  const [tried, setTried] = useState<ShadowDecision[]>();

  const settings = (): PolicySettings => {
    try {
      return (parse(draft.text) as PolicySettings | null) ?? {};
    } catch (error) {
      throw new Error(
        t('policies.notYaml', { reason: (error as Error).message }),
      );
    }
  };
  const shadow = useAction(async () => {
    setTried(undefined);
    const answer = await api.shadowPolicy({ scope, settings: settings() });
    setTried(answer.decisions);
  });
  const save = useAction(async () => {
    const request = {
      scope,
      expected_revision: upon,
      settings: settings(),
      reason: draft.reason.trim(),
    };
    const { policy } = await api.putPolicy(request).catch(error => {
      onRefused();
      throw error;
    });
    setTried(undefined);
    kept.saved(policy.revision);
    onSaved(
      t('policies.saved', {
        revision: String(policy.revision),
        scope: scopeName,
      }),
    );
  });
  const mayNot = capabilities.value?.can_edit_policy
    ? undefined
    : t('policies.mayNot');

  return (
    <>
      <Typography gutterBottom variant="body2">
        {t('policies.editorHelp')}
      </Typography>
      {kept.restored && (
        <Box mb={2}>
          <Alert
            severity="info"
            action={
              <Button color="inherit" onClick={kept.discard} size="small">
                {t('define.discard')}
              </Button>
            }
          >
            {t('define.restored')}
          </Alert>
        </Box>
      )}
      <CodeEditor
        label={t('policies.editor', { scope: scopeName })}
        language="yaml"
        maxHeight="40vh"
        onChange={mayNot === undefined ? text => change({ text }) : undefined}
        value={draft.text}
      />
      <Box my={2}>
        <TextField
          fullWidth
          helperText={t('policies.reasonHelp')}
          id="slo-scout-policy-reason"
          inputProps={{ maxLength: 2000 }}
          label={t('policies.reason')}
          onChange={event => change({ reason: event.target.value })}
          required
          value={draft.reason}
          variant="outlined"
        />
      </Box>
      <Box display="flex" flexWrap="wrap" gridGap={8} mb={2}>
        <GuardedButton busy={shadow.busy} onClick={shadow.run} reason={mayNot}>
          {t('policies.shadow')}
        </GuardedButton>
        <GuardedButton
          busy={save.busy}
          onClick={save.run}
          primary
          reason={
            mayNot ??
            (draft.reason.trim() === '' ? t('policies.needReason') : undefined)
          }
        >
          {t('policies.save', { revision: String(upon + 1) })}
        </GuardedButton>
      </Box>
      {shadow.error && (
        <ErrorNotice title={t('policies.shadowFailed')} error={shadow.error} />
      )}
      {save.error && (
        <ErrorNotice title={t('policies.failed')} error={save.error} />
      )}
      {newest && newest.revision > draft.base && (
        <Meanwhile draft={draft} revision={newest} />
      )}
      <div aria-live="polite">{tried && <ShadowTable decisions={tried} />}</div>
      <History
        revisions={revisions}
        onTakeUp={
          mayNot === undefined
            ? ({ settings: old }) => change({ text: yamlOf(old), base: upon })
            : undefined
        }
      />
    </>
  );
}

/** Somebody else wrote since the draft was begun: saving it would undo that. */
function Meanwhile(props: { draft: PolicyDraft; revision: PolicyRevision }) {
  const { draft, revision } = props;
  const t = useText();
  const number = String(revision.revision);
  return (
    <Box mb={2}>
      <Alert role="status" severity="warning">
        {t('policies.meanwhile', {
          revision: number,
          name: actorName(revision.changed_by),
          reason: revision.reason,
        })}
      </Alert>
      <Disclosure closedText={t('policies.compare', { revision: number })}>
        <TextDiff
          after={draft.text}
          before={yamlOf(revision.settings)}
          label={t('policies.compare', { revision: number })}
        />
      </Disclosure>
    </Box>
  );
}

function History(props: {
  revisions: PolicyRevision[];
  onTakeUp?: (revision: PolicyRevision) => void;
}) {
  const { revisions, onTakeUp } = props;
  const t = useText();
  return (
    <section aria-label={t('policies.history')}>
      <Typography component="h4" variant="subtitle2">
        {t('policies.history')}
      </Typography>
      {revisions.length === 0 && (
        <Typography variant="body2">{t('policies.noHistory')}</Typography>
      )}
      <ul>
        {revisions.map(revision => (
          <li key={revision.revision}>
            <Typography component="span" variant="body2">
              {t('policies.revisionBy', {
                revision: String(revision.revision),
                name: actorName(revision.changed_by),
                reason: revision.reason,
              })}{' '}
              <TimeText value={revision.changed_at} />
            </Typography>
            {onTakeUp && (
              <Button onClick={() => onTakeUp(revision)} size="small">
                {t('policies.takeUp', { revision: String(revision.revision) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
