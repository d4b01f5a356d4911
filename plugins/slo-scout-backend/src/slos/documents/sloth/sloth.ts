import { slothResourceSchema, slothSchema } from '../../../schemas';
import type { Dialect, ReadDocument } from '../types';
import { readService } from './readService';
import {
  FILE_WORDS,
  RESOURCE_WORDS,
  SlothDocument,
  SlothResource,
} from './shape';

export const slothFile: Dialect = {
  title: 'Sloth prometheus/v1',
  version: 'prometheus/v1',
  schema: slothSchema,
  read: (documents, context) =>
    (documents as Array<ReadDocument<SlothDocument>>).flatMap(document =>
      readService(document.root, {
        ...context,
        document,
        words: FILE_WORDS,
      }),
    ),
};

export const slothResource: Dialect = {
  title: "Sloth's PrometheusServiceLevel",
  version: 'sloth.slok.dev/v1',
  schema: slothResourceSchema,
  read: (documents, context) =>
    (documents as Array<ReadDocument<SlothResource>>).flatMap(document => {
      const { root } = document;
      root.take('kind');
      return readService(root.child('spec')!, {
        ...context,
        document,
        words: RESOURCE_WORDS,
        metadata: root.child('metadata')!,
      });
    }),
};
