import { makeStyles } from '@material-ui/core/styles';
import type { Overview } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useResolvedPath,
} from 'react-router-dom';
import { useOverview } from '../../hooks/useOverview';
import { useText } from '../../hooks/useText';
import { ReadableText } from '../SloScoutContent/ReadableText';
import { ViewLinks } from '../ViewLinks';
import { DeploymentsView } from './DeploymentsView';
import { QueueView } from './QueueView';
import { ServicesView } from './ServicesView';

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.5,
  },
}));

/** First whether the services are all right, then what is to do. */
export function OrganisationViews() {
  const classes = useStyles();
  const base = useResolvedPath('.').pathname.replace(/\/+$/, '');
  const { value: overview } = useOverview();
  return (
    <ReadableText>
      <div className={classes.root}>
        <Links base={base} overview={overview} />
        <Routes>
          <Route path="/" element={<ServicesView overview={overview} />} />
          <Route path="queue" element={<QueueView />} />
          <Route
            path="pull-requests"
            element={<DeploymentsView key="open" view="open" />}
          />
          <Route
            path="drift"
            element={<DeploymentsView key="drift" view="drift" />}
          />
          <Route path="*" element={<Navigate replace to={base || '/'} />} />
        </Routes>
      </div>
    </ReadableText>
  );
}

function Links(props: { base: string; overview: Overview | undefined }) {
  const { base, overview } = props;
  const t = useText();
  const pathname = useLocation().pathname.replace(/\/+$/, '');
  const views = [
    { path: '', text: t('organisation.views.services') },
    {
      path: '/queue',
      text: t('organisation.views.queue'),
      count: overview?.queue,
    },
    {
      path: '/pull-requests',
      text: t('organisation.views.pullRequests'),
      count: overview?.open_pull_requests,
    },
    {
      path: '/drift',
      text: t('organisation.views.drift'),
      count: overview?.drift,
    },
  ];
  return (
    <ViewLinks
      label={t('organisation.views.label')}
      views={views.map(({ path, text, count }) => ({
        to: `${base}${path}` || '/',
        text: count
          ? t('organisation.views.withCount', {
              view: text,
              number: String(count),
            })
          : text,
        current: pathname === `${base}${path}`,
      }))}
    />
  );
}
