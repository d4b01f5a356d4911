import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sloScoutApiRef } from '../../api';
import { scaffolderMessages } from '../../messages/scaffolder';
import { chosenEntity } from './chosenEntity';
import type { SloPickerOptions } from './schema';

const TEXTS = scaffolderMessages.sloPicker;

/**
 * Asks again what is in force: the service may have been changed after the SLOs
 * were picked. The texts are English, as a validator has no translations.
 */
export const validateSlos: CustomFieldValidator<
  string[],
  SloPickerOptions
> = async (picked, field, { apiHolder, formData, uiSchema }) => {
  if (!picked || picked.length === 0) return;
  const entity = chosenEntity(uiSchema?.['ui:options'], formData);
  const api = apiHolder.get(sloScoutApiRef);
  if (!('ref' in entity) || !api) {
    field.addError(TEXTS.chooseEntity);
    return;
  }
  try {
    const { slos } = await api.listSlos({ entity_ref: entity.ref });
    const usable = new Set(
      slos.filter(slo => slo.status === 'approved').map(slo => slo.name),
    );
    const gone = picked.filter(name => !usable.has(name));
    if (gone.length > 0) {
      field.addError(
        TEXTS.gone
          .replace('{{names}}', gone.join(', '))
          .replace('{{entity}}', entity.ref),
      );
    }
  } catch (error) {
    field.addError(
      `${TEXTS.loadFailed.replace('{{entity}}', entity.ref)}: ${
        (error as Error).message
      }`,
    );
  }
};
