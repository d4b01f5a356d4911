import { useRef, useState, type ChangeEvent } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import Alert from '@material-ui/lab/Alert';
import {
  faultDetails,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { exampleDocument } from '../../documents/example';
import type { LocatedFault } from '../../documents/locateFault';
import { entityName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { CodeEditor } from '../CodeEditor';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { FaultList } from './FaultList';

const MAX_BYTES = 1024 * 1024;

interface Props {
  /** The SLO to revise; a new one without it. */
  slo?: Slo;
  onClose: () => void;
  onSaved: (message: string) => void;
}

/** Writes a document; what the server refuses is shown at its place. */
export function SloDocumentDialog({ slo, onClose, onSaved }: Props) {
  const { entityRef, refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  const [initial] = useState(
    () =>
      (slo?.draft ?? slo)?.document ?? exampleDocument(entityName(entityRef)),
  );
  const [text, setText] = useState(initial);
  const [faults, setFaults] = useState<LocatedFault[]>([]);
  const [warnings, setWarnings] = useState<string[]>([]);

  const save = useAction(async () => {
    setFaults([]);
    setWarnings([]);
    try {
      const result = await api.createSlos({
        entity_ref: entityRef,
        document: text,
      });
      refreshAll();
      onSaved(t('slos.document.saved', { count: result.slos.length }));
      // Warnings must be read before the text is out of sight.
      if (result.warnings.length > 0) setWarnings(result.warnings);
      else onClose();
    } catch (error) {
      const { locateFaults } = await import('../../documents/locateFault');
      setFaults(locateFaults(text, faultDetails(error)));
      throw error;
    }
  });

  return (
    <Dialog
      aria-labelledby="slo-scout-document"
      fullScreen={small}
      fullWidth
      maxWidth="md"
      // Neither Escape nor a click beside it may throw away what was written.
      onClose={() => text === initial && onClose()}
      open
    >
      <DialogTitle id="slo-scout-document">
        {slo
          ? t('slos.document.editTitle', { name: slo.name })
          : t('slos.document.addTitle')}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>
          {slo ? t('slos.document.editHelp') : t('slos.document.addHelp')}
        </DialogContentText>
        {!slo && (
          <Box mb={1}>
            <OpenFile onText={setText} />
          </Box>
        )}
        <CodeEditor
          label={t('slos.document.label')}
          language="yaml"
          marks={faults.flatMap(({ line, message }) =>
            line === undefined ? [] : [{ line, message }],
          )}
          maxHeight="52vh"
          onChange={setText}
          value={text}
        />
        <Box mt={2}>
          {save.error && faults.length > 0 && <FaultList faults={faults} />}
          {save.error && faults.length === 0 && (
            <ErrorNotice title={t('slos.failed')} error={save.error} />
          )}
          {warnings.length > 0 && (
            <Alert severity="warning" role="status">
              {t('slos.document.warnings')}
              <ul>
                {warnings.map(warning => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Alert>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>
          {warnings.length > 0 ? t('common.close') : t('common.cancel')}
        </Button>
        {warnings.length === 0 && (
          <GuardedButton busy={save.busy} onClick={save.run} primary>
            {t('slos.document.save')}
          </GuardedButton>
        )}
      </DialogActions>
    </Dialog>
  );
}

function OpenFile({ onText }: { onText: (text: string) => void }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    setTooLarge(file !== undefined && file.size > MAX_BYTES);
    if (file && file.size <= MAX_BYTES) onText(await file.text());
  };
  return (
    <>
      <Button
        onClick={() => input.current?.click()}
        size="small"
        variant="outlined"
      >
        {t('slos.document.openFile')}
      </Button>
      <input
        ref={input}
        accept=".yaml,.yml"
        aria-label={t('slos.document.file')}
        hidden
        onChange={read}
        type="file"
      />
      {tooLarge && (
        <Alert severity="error">{t('slos.document.tooLarge')}</Alert>
      )}
    </>
  );
}
