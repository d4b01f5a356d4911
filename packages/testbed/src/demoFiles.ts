import { join, dirname } from 'path';

/**
 * Directory with the files of the demo's platform repository (`acme/platform`):
 * catalog entities, people, and SLO documents.
 *
 * @public
 */
export const demoPlatformDirectory = join(
  dirname(require.resolve('../package.json')),
  'demo',
);
