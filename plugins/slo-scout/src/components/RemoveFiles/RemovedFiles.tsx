import Box from '@material-ui/core/Box';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';

/** Files that a deployment takes away. */
export function RemovedFiles({ deployment }: { deployment: Deployment }) {
  const t = useText();
  const paths = deployment.removed_paths ?? [];
  if (paths.length === 0) return null;
  return (
    <Disclosure closedText={t('removal.removed', { count: paths.length })}>
      <Box component="ul" m={0} pl={2.5} style={{ overflowWrap: 'anywhere' }}>
        {paths.map(path => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </Box>
    </Disclosure>
  );
}
