import { openSloV1AlphaSchema } from '../../../schemas';
import type { Dialect, ReadDocument } from '../types';
import { readSlo } from './readSlo';
import type { V1AlphaDocument } from './shape';

/** The first published OpenSLO, with the metrics of a ratio in its objectives. */
export const openSloV1Alpha: Dialect = {
  title: 'OpenSLO v1alpha',
  version: 'openslo/v1alpha',
  schema: openSloV1AlphaSchema,
  read: (documents, context) =>
    (documents as Array<ReadDocument<V1AlphaDocument>>).flatMap(document => {
      const { root } = document;
      if (root.take('kind') === 'SLO') return readSlo(document, context);
      root.takeAll();
      context.findings.warn(
        document.path,
        `The Service ${root
          .child('metadata')!
          .take(
            'name',
          )} is read but not used: SLO Scout takes services from the catalog.`,
      );
      return [];
    }),
};
