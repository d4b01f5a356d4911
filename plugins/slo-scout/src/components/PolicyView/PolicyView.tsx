import { useState } from 'react';
import { LinkButton } from '@backstage/core-components';
import { RELATION_PART_OF } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { PolicyScope } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityData } from '../../hooks/EntityData';
import { usePaths } from '../../hooks/usePaths';
import { useEffectivePolicy, useRevisions } from '../../hooks/usePolicy';
import { useText } from '../../hooks/useText';
import { DoneNotice, useDone } from '../DoneNotice';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { LoadingRows, LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { EffectiveTable } from './EffectiveTable';
import { PolicyEditor } from './PolicyEditor';
import { useScopeName } from './useScopeName';

/** What the guard asks of this service's bundles, who said so, and how it is changed. */
export function PolicyView() {
  const { environment, capabilities } = useEntityData();
  const t = useText();
  const paths = usePaths();
  return (
    <section aria-label={t('policies.title')}>
      <SectionHeader title={t('policies.title')}>
        <EnvironmentSelect />
        <LinkButton color="primary" to={paths.artifacts} variant="outlined">
          {t('policies.back')}
        </LinkButton>
      </SectionHeader>
      {capabilities.loading && <LoadingRows />}
      {capabilities.value && (
        <Content
          environment={environment ?? capabilities.value.default_environment}
        />
      )}
    </section>
  );
}

function Content({ environment }: { environment: string }) {
  const { entityRef } = useEntityData();
  const { entity } = useEntity();
  const t = useText();
  const scopeName = useScopeName();
  const effective = useEffectivePolicy(environment, entityRef);
  const done = useDone();
  const system = entity.relations?.find(
    ({ type, targetRef }) =>
      type === RELATION_PART_OF && targetRef.startsWith('system:'),
  )?.targetRef;
  const scopes: PolicyScope[] = [
    { kind: 'entity', name: entityRef },
    ...(system ? [{ kind: 'system' as const, name: system }] : []),
    { kind: 'environment', name: environment },
    { kind: 'global' },
  ];
  const [kind, setKind] = useState<PolicyScope['kind']>('entity');
  const scope = scopes.find(s => s.kind === kind) ?? scopes[0];

  return (
    <>
      <Typography component="h3" gutterBottom variant="h6">
        {t('policies.applies', { environment })}
      </Typography>
      <DoneNotice of={done} />
      <LoadState of={effective} rows={4}>
        {policy => <EffectiveTable policy={policy} />}
      </LoadState>
      <Box my={3}>
        <TextField
          id="slo-scout-policy-scope"
          label={t('policies.edit')}
          onChange={event => setKind(event.target.value as PolicyScope['kind'])}
          select
          size="small"
          value={scope.kind}
          variant="outlined"
        >
          {scopes.map(one => (
            <MenuItem key={one.kind} value={one.kind}>
              {scopeName(one)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <ScopeEditor
        key={`${scope.kind} ${scope.name}`}
        onSaved={words => {
          done.say(words);
          effective.refresh();
        }}
        scope={scope}
      />
    </>
  );
}

function ScopeEditor(props: {
  scope: PolicyScope;
  onSaved: (message: string) => void;
}) {
  const { scope, onSaved } = props;
  const revisions = useRevisions(scope);
  return (
    <LoadState of={revisions} rows={3}>
      {all => (
        <PolicyEditor
          onRefused={revisions.refresh}
          onSaved={words => {
            onSaved(words);
            revisions.refresh();
          }}
          revisions={all}
          scope={scope}
        />
      )}
    </LoadState>
  );
}
