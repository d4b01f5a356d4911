import { useLocation } from 'react-router-dom';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { ViewLinks } from '../ViewLinks';

const VIEWS = ['slos', 'artifacts', 'deployments', 'audit'] as const;

/** The views of the tab. */
export function SubNavigation() {
  const t = useText();
  const paths = usePaths();
  const { pathname } = useLocation();
  const current =
    VIEWS.find(view => pathname.startsWith(paths[view].split('?')[0])) ??
    'slos';
  return (
    <ViewLinks
      label={t('tabs.label')}
      views={VIEWS.map(view => ({
        to: paths[view],
        text: t(`tabs.${view}`),
        current: view === current,
      }))}
    />
  );
}
