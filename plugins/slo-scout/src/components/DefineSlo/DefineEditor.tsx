import { useMemo, useState } from 'react';
import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import Alert from '@material-ui/lab/Alert';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { applyForm, type FormChange } from '../../documents/applyForm';
import { exampleDocument } from '../../documents/example';
import { formOf } from '../../documents/form';
import { locateFaults } from '../../documents/locateFault';
import { entityName } from '../../format/entity';
import { useEntityData } from '../../hooks/EntityData';
import { useDefinition } from '../../hooks/useDefinition';
import { useKeptText } from '../../hooks/useKeptText';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { CodeEditor } from '../CodeEditor';
import { SectionHeader } from '../SectionHeader';
import { CheckResult } from './CheckResult';
import { DocumentForm } from './DocumentForm';
import { LeaveGuard } from './LeaveGuard';
import { ObjectivePanel } from './ObjectivePanel';
import { OpenFile } from './OpenFile';
import { SaveBar } from './SaveBar';
import { TemplateCards } from './TemplateCards';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  document: {
    position: 'sticky',
    top: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { position: 'static' },
  },
  part: { marginTop: theme.spacing(3) },
}));

/**
 * Form and document side by side: the text is the truth, the form reads it and
 * writes into it.
 */
export function DefineEditor({ slo, slos }: { slo?: Slo; slos: Slo[] }) {
  const { entityRef } = useEntityData();
  const paths = usePaths();
  const classes = useStyles();
  const t = useText();
  const narrow = useMediaQuery(useTheme().breakpoints.down('sm'));
  const refused = useWhyNot()('writeSlos');
  const service = entityName(entityRef);
  // A signal may bring a newer revision meanwhile; what was opened stays.
  const [initial] = useState(
    () => (slo?.draft ?? slo)?.document ?? exampleDocument(service),
  );
  const kept = useKeptText(`slo-scout:${entityRef}:${slo?.id ?? ''}`, initial);
  const { text, setText } = kept;
  const [wanted, setWanted] = useState(0);
  const [shown, setShown] = useState<'form' | 'document'>('form');
  const [saved, setSaved] = useState<string[]>();
  const [untouched, setUntouched] = useState(text === initial);
  const view = useMemo(() => formOf(text, wanted), [text, wanted]);
  const definition = useDefinition(text, refused === undefined);
  const { answer: check, current } = definition.check;
  const faults = useMemo(
    () => (current && check ? locateFaults(text, check.faults) : []),
    [check, current, text],
  );
  const marks = useMemo(
    () =>
      faults.flatMap(({ line, message }) =>
        line === undefined ? [] : [{ line, message }],
      ),
    [faults],
  );

  const write = (next: string) => {
    setUntouched(false);
    setText(next);
  };
  const change = (fields: FormChange) => {
    if (view.state === 'ready') write(applyForm(text, view.chosen, fields));
  };
  const taken =
    view.state === 'ready' &&
    slo === undefined &&
    // Another save revises what was saved here: that is no surprise.
    !saved?.includes(view.form.name) &&
    slos.some(other => other.name === view.form.name);

  const form = (
    <DocumentForm
      view={view}
      nameTaken={taken}
      onChange={change}
      onChoose={setWanted}
      onExample={() => write(exampleDocument(service))}
    />
  );
  const document = (
    <div className={classes.document}>
      <CodeEditor
        label={t('slos.document.label')}
        language="yaml"
        marks={marks}
        maxHeight={narrow ? '60vh' : '72vh'}
        onChange={write}
        quietMarks
        value={text}
      />
    </div>
  );

  return (
    <section
      aria-label={
        slo ? t('define.editTitle', { name: slo.name }) : t('define.newTitle')
      }
    >
      <SectionHeader
        title={
          slo ? t('define.editTitle', { name: slo.name }) : t('define.newTitle')
        }
      >
        {!slo && <OpenFile onText={write} />}
        <LinkButton to={paths.slos} variant="outlined">
          {t('define.back')}
        </LinkButton>
      </SectionHeader>
      <Typography paragraph variant="body2">
        {slo ? t('define.editHelp') : t('define.newHelp')}
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
      {!slo && untouched && !refused && (
        <TemplateCards names={slos.map(({ name }) => name)} onUse={setText} />
      )}
      {narrow ? (
        <>
          <Tabs
            aria-label={t('define.views')}
            indicatorColor="primary"
            onChange={(_, value) => setShown(value)}
            value={shown}
          >
            <Tab label={t('define.form')} value="form" />
            <Tab label={t('define.document')} value="document" />
          </Tabs>
          <Box mt={2}>{shown === 'form' ? form : document}</Box>
        </>
      ) : (
        <div className={classes.columns}>
          {form}
          {document}
        </div>
      )}
      <div className={classes.part}>
        <ObjectivePanel
          history={definition.history}
          onObjective={percent => change({ percent })}
          view={view}
        />
      </div>
      <div className={classes.part}>
        <CheckResult check={definition.check} faults={faults} />
      </div>
      <SaveBar
        onSaved={(saving, revised) => {
          kept.settle(saving);
          setSaved(revised.map(({ name }) => name));
        }}
        reason={refused}
        text={text}
        unchanged={(slo ?? saved) !== undefined && !kept.changed}
      />
      <LeaveGuard unsaved={kept.changed} onLeave={() => kept.settle(text)} />
    </section>
  );
}
