import { useEffect, useId, useState } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import Alert from '@material-ui/lab/Alert';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useSlos } from '../../hooks/useSlos';
import { useText } from '../../hooks/useText';
import { LoadFailed, LoadingRows } from '../LoadState';
import { chosenEntity, whyNone } from './chosenEntity';
import type { SloPickerProps } from './schema';
import { isInForce, SloSelect } from './SloSelect';

/** Field of a template: SLOs of the service that another field has. */
export function SloPicker(props: SloPickerProps) {
  const t = useText();
  const id = useId();
  const { schema, rawErrors, required } = props;
  const entity = chosenEntity(
    props.uiSchema?.['ui:options'],
    props.formContext?.formData,
  );
  const errors: string[] = rawErrors ?? [];
  return (
    <FormControl
      fullWidth
      margin="normal"
      required={required}
      error={errors.length > 0}
    >
      {'ref' in entity ? (
        <Offer key={entity.ref} {...props} entityRef={entity.ref} id={id} />
      ) : (
        <Alert severity={entity.missing === 'misconfigured' ? 'error' : 'info'}>
          {whyNone(entity, t)}
        </Alert>
      )}
      {schema.description && (
        <FormHelperText id={`${id}-description`} error={false}>
          {schema.description}
        </FormHelperText>
      )}
    </FormControl>
  );
}

/** Takes out what was picked before and cannot be used; answers with what that was. */
function useDropUnusable(
  { formData, onChange }: SloPickerProps,
  slos: Slo[] | undefined,
): string[] {
  const [dropped, setDropped] = useState<string[]>([]);
  useEffect(() => {
    if (!slos || !formData) return;
    const usable = slos.filter(isInForce).map(({ name }) => name);
    const gone = formData.filter(name => !usable.includes(name));
    if (gone.length === 0) return;
    setDropped(gone);
    onChange(orNothing(formData.filter(name => usable.includes(name))));
  }, [formData, onChange, slos]);
  return dropped;
}

/** An empty list would count as an answer to a required field. */
function orNothing(names: string[]): string[] | undefined {
  return names.length > 0 ? names : undefined;
}

function Offer(props: SloPickerProps & { entityRef: string; id: string }) {
  const t = useText();
  const { entityRef, id, schema, required, disabled, readonly } = props;
  const slos = useSlos(entityRef);
  const dropped = useDropUnusable(props, slos.value);
  if (slos.value === undefined) {
    return slos.error ? (
      <LoadFailed error={slos.error} onRetry={slos.refresh} />
    ) : (
      <LoadingRows rows={1} />
    );
  }
  if (slos.value.length === 0) {
    return (
      <Alert severity="info">
        {t('sloPicker.empty', { entity: entityRef })}
      </Alert>
    );
  }
  const noneInForce = !slos.value.some(isInForce);
  return (
    <>
      <SloSelect
        id={id}
        label={schema.title ?? t('sloPicker.label')}
        slos={slos.value}
        picked={props.formData ?? []}
        onChange={names => props.onChange(orNothing(names))}
        required={required}
        disabled={disabled || readonly}
        describedBy={schema.description ? `${id}-description` : undefined}
      />
      {dropped.length > 0 && (
        <FormHelperText role="status">
          {t('sloPicker.dropped', { names: dropped.join(', ') })}
        </FormHelperText>
      )}
      {noneInForce && (
        <FormHelperText error>
          {t('sloPicker.noneInForce', { entity: entityRef })}
        </FormHelperText>
      )}
    </>
  );
}
