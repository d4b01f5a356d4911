import { useState, type FormEvent } from 'react';
import { EmptyState, LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Paper from '@material-ui/core/Paper';
import {
  ARTIFACT_TYPES,
  type ArtifactType,
  type GenerateRequest,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { ChoiceList } from './ChoiceList';

interface Props {
  slos: Slo[];
  onStarted: (generationId: string) => void;
  onValidate: (request: GenerateRequest) => void;
}

const toggled = <T,>(list: T[], item: T): T[] =>
  list.includes(item) ? list.filter(x => x !== item) : [...list, item];

/** SLOs, types, environment: everything approved and all types to begin with. */
export function GenerateForm({ slos, onStarted, onValidate }: Props) {
  const { environment } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const paths = usePaths();
  const whyNot = useWhyNot();
  const choices = slos.filter(slo => slo.status !== 'retired');
  const approved = choices.filter(slo => slo.status === 'approved');
  const [excluded, setExcluded] = useState<string[]>([]);
  const [types, setTypes] = useState<ArtifactType[]>([...ARTIFACT_TYPES]);
  const [validationOnly, setValidationOnly] = useState(false);
  const chosen = approved.filter(slo => !excluded.includes(slo.id));

  const request = (): GenerateRequest => ({
    slo_ids: chosen.map(slo => slo.id),
    artifact_types: ARTIFACT_TYPES.filter(type => types.includes(type)),
    validation_only: validationOnly,
    environment,
  });
  const start = useAction(
    () => api.startGeneration(request()),
    ({ generation_id: id }) => onStarted(id),
  );
  const go = () => (validationOnly ? onValidate(request()) : start.run());

  if (approved.length === 0) {
    return (
      <EmptyState
        missing="content"
        title={t('generate.noApproved.title')}
        description={t('generate.noApproved.description')}
        action={
          <LinkButton color="primary" variant="contained" to={paths.slos}>
            {t('generate.noApproved.action')}
          </LinkButton>
        }
      />
    );
  }

  const incomplete = () => {
    if (chosen.length === 0) return t('generate.needSlo');
    return types.length === 0 ? t('generate.needType') : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!whyNot('generate') && !incomplete()) go();
  };
  return (
    <Paper variant="outlined">
      <Box p={2} component="form" onSubmit={submit}>
        <Box display="flex" flexWrap="wrap" gridGap={32}>
          <ChoiceList
            legend={t('generate.chooseSlos')}
            choices={choices.map(slo => ({
              id: slo.id,
              label: slo.name,
              disabled: slo.status !== 'approved',
              hint: sloHint(slo),
            }))}
            chosen={chosen.map(slo => slo.id)}
            onToggle={id => setExcluded(toggled(excluded, id))}
          />
          <ChoiceList
            legend={t('generate.chooseTypes')}
            choices={ARTIFACT_TYPES.map(type => ({
              id: type,
              label: t(`artifactType.${type}`),
              hint: typeHint(type),
            }))}
            chosen={types}
            onToggle={type => setTypes(toggled(types, type))}
          />
        </Box>
        <Box mt={2}>
          <EnvironmentSelect />
        </Box>
        <FormControlLabel
          control={
            <Checkbox
              checked={validationOnly}
              color="primary"
              onChange={event => setValidationOnly(event.target.checked)}
            />
          }
          label={t('generate.validationOnly')}
        />
        {start.error && (
          <Box my={1}>
            <ErrorNotice
              title={t('generate.outcome.refused')}
              error={start.error}
            />
          </Box>
        )}
        <Box mt={1}>
          <GuardedButton
            busy={start.busy}
            onClick={go}
            primary
            reason={whyNot('generate') ?? incomplete()}
          >
            {validationOnly
              ? t('generate.startValidation')
              : t('generate.start')}
          </GuardedButton>
        </Box>
      </Box>
    </Paper>
  );

  function typeHint(type: ArtifactType): string | undefined {
    return type === 'inhibit_rule' || type === 'rule_test'
      ? t(`generate.typeHint.${type}`)
      : undefined;
  }

  function sloHint(slo: Slo): string | undefined {
    if (slo.status !== 'approved') return t('generate.notApproved');
    return slo.draft
      ? t('generate.draftIgnored', { revision: String(slo.revision) })
      : undefined;
  }
}
