import { lazy, Suspense } from 'react';
import Box from '@material-ui/core/Box';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityName } from '../../format/entity';
import { useText } from '../../hooks/useText';
import {
  runbookPage,
  viewFrom,
  viewsOf,
  type PreviewView,
} from '../../model/previewViews';
import { LazyDryRunView } from '../DryRunTimeline';
import { LoadingRows } from '../LoadState';
import { FileView } from './FileView';
import { RunbookView } from './RunbookView';

const DiffView = lazy(() => import('./DiffView'));
const DashboardPreview = lazy(() => import('../DashboardPreview'));

interface Props {
  artifact: Artifact;
  artifacts: Artifact[];
  asked: string | null;
  onView: (view: PreviewView) => void;
}

/** Tabs over one file; which is open stands in the address. */
export function PreviewViews({ artifact, artifacts, asked, onView }: Props) {
  const t = useText();
  const views = viewsOf(artifact, artifacts);
  const view = viewFrom(asked, views);
  return (
    <>
      <Tabs
        aria-label={t('preview.views')}
        indicatorColor="primary"
        onChange={(_, chosen: PreviewView) => onView(chosen)}
        scrollButtons="auto"
        selectionFollowsFocus
        // The drawer is a column that would press them together.
        style={{ flexShrink: 0 }}
        textColor="primary"
        value={view}
        variant="scrollable"
      >
        {views.map(name => (
          <Tab
            key={name}
            aria-controls={`slo-scout-preview-${name}`}
            id={`slo-scout-preview-tab-${name}`}
            label={t(`preview.view.${name}`)}
            style={{ minWidth: 72 }}
            value={name}
          />
        ))}
      </Tabs>
      <Box
        aria-labelledby={`slo-scout-preview-tab-${view}`}
        id={`slo-scout-preview-${view}`}
        mt={2}
        role="tabpanel"
        {...{ tabIndex: -1 }}
      >
        <Suspense fallback={<LoadingRows rows={2} />}>
          <Content artifact={artifact} artifacts={artifacts} view={view} />
        </Suspense>
      </Box>
    </>
  );
}

function Content(props: {
  artifact: Artifact;
  artifacts: Artifact[];
  view: PreviewView;
}) {
  const { artifact, artifacts, view } = props;
  switch (view) {
    case 'diff':
      return <DiffView artifact={artifact} />;
    case 'dashboard':
      return <DashboardPreview artifactId={artifact.id} />;
    case 'runbook': {
      const page = runbookPage(artifact, artifacts);
      return page ? <RunbookView page={page} /> : null;
    }
    case 'dry-run':
      return artifact.dry_run_result ? (
        <LazyDryRunView
          result={artifact.dry_run_result}
          subject={entityName(artifact.entity_ref)}
        />
      ) : null;
    default:
      return <FileView artifact={artifact} />;
  }
}
