import { makeStyles } from '@material-ui/core/styles';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { EntityDataProvider } from '../../hooks/EntityData';
import { PathsContext, usePaths, useRootPaths } from '../../hooks/usePaths';
import { ArtifactsTab } from '../ArtifactsTab';
import { AuditTab } from '../AuditTab';
import { DefineSlo } from '../DefineSlo';
import { DeploymentsTab } from '../DeploymentsTab';
import { GeneratePanel } from '../GeneratePanel';
import { SlosTab } from '../SlosTab';
import { BacktestPanel, PolicyView } from './lazyViews';
import { EnvironmentNotice } from './EnvironmentNotice';
import { PermissionsNotice } from './PermissionsNotice';
import { ReadableText } from './ReadableText';
import { ServiceSummary } from './ServiceSummary';
import { SubNavigation } from './SubNavigation';

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.5,
  },
}));

/** The tab on the entity page: how the service stands, then the four views. */
export function SloScoutContent() {
  const classes = useStyles();
  const paths = useRootPaths();
  return (
    <PathsContext.Provider value={paths}>
      <EntityDataProvider>
        <ReadableText>
          <div className={classes.root}>
            <ServiceSummary />
            <SubNavigation />
            <PermissionsNotice />
            <EnvironmentNotice />
            <Routes>
              <Route path="slos/new" element={<DefineSlo />} />
              <Route path="slos/:id/edit" element={<DefineSlo />} />
              <Route path="slos/*" element={<SlosTab />} />
              <Route path="artifacts/generate/*" element={<GeneratePanel />} />
              <Route path="artifacts/policy/*" element={<PolicyView />} />
              <Route path="artifacts/backtest/*" element={<BacktestPanel />} />
              <Route path="artifacts/*" element={<ArtifactsTab />} />
              <Route path="deployments/*" element={<DeploymentsTab />} />
              <Route path="audit/*" element={<AuditTab />} />
              <Route path="/" element={<SlosTab />} />
              <Route path="*" element={<ToFirstView />} />
            </Routes>
          </div>
        </ReadableText>
      </EntityDataProvider>
    </PathsContext.Provider>
  );
}

/** An address that no longer exists leads to the first view, not to an empty page. */
function ToFirstView() {
  const { slos } = usePaths();
  const { pathname } = useLocation();
  return pathname === slos.split('?')[0] ? null : (
    <Navigate replace to={slos} />
  );
}
