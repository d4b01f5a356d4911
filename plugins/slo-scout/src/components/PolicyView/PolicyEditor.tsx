import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type {
  PolicyRevision,
  PolicyScope,
  PolicySettings,
  ShadowDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse, stringify } from 'yaml';
import { sloScoutApiRef } from '../../api';
import { actorName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { CodeEditor } from '../CodeEditor';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { TimeText } from '../TimeText';
import { ShadowTable } from './ShadowTable';
import { useScopeName } from './useScopeName';

const written = (settings: PolicySettings | null | undefined) =>
  settings && Object.keys(settings).length > 0 ? stringify(settings) : '';

interface Props {
  scope: PolicyScope;
  /** What people wrote before, newest first. */
  revisions: PolicyRevision[];
  onSaved: (message: string) => void;
}

/** Settings of one scope as YAML: tried out on past bundles, then kept as a revision. */
export function PolicyEditor({ scope, revisions, onSaved }: Props) {
  const { capabilities } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const scopeName = useScopeName()(scope);
  const newest = revisions[0]?.revision ?? 0;
  const [text, setText] = useState(written(revisions[0]?.settings));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState<ShadowDecision[]>();

  const settings = (): PolicySettings => {
    try {
      return (parse(text) as PolicySettings | null) ?? {};
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
    const { policy } = await api.putPolicy({
      scope,
      expected_revision: newest,
      settings: settings(),
      reason: reason.trim(),
    });
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
      <CodeEditor
        label={t('policies.editor', { scope: scopeName })}
        language="yaml"
        maxHeight="40vh"
        onChange={mayNot === undefined ? setText : undefined}
        value={text}
      />
      <Box my={2}>
        <TextField
          fullWidth
          helperText={t('policies.reasonHelp')}
          id="slo-scout-policy-reason"
          inputProps={{ maxLength: 2000 }}
          label={t('policies.reason')}
          onChange={event => setReason(event.target.value)}
          required
          value={reason}
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
            (reason.trim() === '' ? t('policies.needReason') : undefined)
          }
        >
          {t('policies.save', { revision: String(newest + 1) })}
        </GuardedButton>
      </Box>
      {shadow.error && (
        <ErrorNotice title={t('policies.shadowFailed')} error={shadow.error} />
      )}
      {save.error && (
        <ErrorNotice title={t('policies.failed')} error={save.error} />
      )}
      <div aria-live="polite">{tried && <ShadowTable decisions={tried} />}</div>
      <History
        revisions={revisions}
        onTakeUp={
          mayNot === undefined
            ? old => setText(written(old.settings))
            : undefined
        }
      />
    </>
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
