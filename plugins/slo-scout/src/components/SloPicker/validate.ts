import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sloScoutApiRef } from '../../api';
import { textsOf } from './textsOf';
import { chosenEntity, whyNone } from './chosenEntity';
import type { SloPickerOptions } from './schema';

/**
 * Asks again what is in force: the service may have been changed after the SLOs
 * were picked.
 */
export const validateSlos: CustomFieldValidator<
  string[],
  SloPickerOptions
> = async (picked, field, { apiHolder, formData, uiSchema }) => {
  if (!picked || picked.length === 0) return;
  const t = await textsOf(apiHolder);
  const entity = chosenEntity(uiSchema?.['ui:options'], formData);
  if (!('ref' in entity)) {
    field.addError(whyNone(entity, t));
    return;
  }
  try {
    const api = apiHolder.get(sloScoutApiRef);
    if (!api) throw new Error('The app has no API of SLO Scout');
    const { slos } = await api.listSlos({ entity_ref: entity.ref });
    const usable = new Set(
      slos.filter(slo => slo.status === 'approved').map(slo => slo.name),
    );
    const gone = picked.filter(name => !usable.has(name));
    if (gone.length > 0) {
      field.addError(
        t('sloPicker.gone', { names: gone.join(', '), entity: entity.ref }),
      );
    }
  } catch (error) {
    const failed = t('sloPicker.loadFailed', { entity: entity.ref });
    field.addError(`${failed}: ${(error as Error).message}`);
  }
};
