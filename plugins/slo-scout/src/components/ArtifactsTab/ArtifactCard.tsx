import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName } from '../../format/entity';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { isApprovable, isRejectable } from '../../model/bundle';
import { Card, Facts } from '../Card';
import { Disclosure } from '../Disclosure';
import { GuardedButton } from '../GuardedButton';
import { ApprovalChip, DeploymentChip, VerdictChip } from '../StatusChip';
import { TextWithTimes, TimeText } from '../TimeText';
import { VerdictDetails, verdictSummary } from '../VerdictDetails';

const useStyles = makeStyles(theme => ({
  path: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
}));

interface Props {
  artifact: Artifact;
  onPreview: () => void;
  onApprove: () => void;
  onReject: () => void;
}

/** One generated file with its three states. */
export function ArtifactCard(props: Props) {
  const { artifact, onPreview, onApprove, onReject } = props;
  const classes = useStyles();
  const t = useText();
  const whyNot = useWhyNot();
  const failed = artifact.validation_status === 'failed';
  const { path } = artifact;
  const named = (action: string) => t('artifacts.named', { action, path });

  return (
    <Card
      label={path}
      title={t(`artifactType.${artifact.type}`)}
      chips={
        <>
          <VerdictChip status={artifact.validation_status} />
          <ApprovalChip status={artifact.approval_status} />
          <DeploymentChip status={artifact.deployment_status} />
        </>
      }
      actions={
        <>
          <GuardedButton
            label={named(t('artifacts.preview'))}
            onClick={onPreview}
            size="small"
          >
            {t('artifacts.preview')}
          </GuardedButton>
          {artifact.approval_status === 'pending' && (
            <GuardedButton
              label={named(t('artifacts.approve'))}
              onClick={onApprove}
              reason={
                isApprovable(artifact)
                  ? whyNot('approve')
                  : t('artifacts.failedCannot')
              }
              size="small"
            >
              {t('artifacts.approve')}
            </GuardedButton>
          )}
          {isRejectable(artifact) && (
            <GuardedButton
              label={named(t('artifacts.reject'))}
              onClick={onReject}
              reason={whyNot('approve')}
              size="small"
            >
              {t('artifacts.reject')}
            </GuardedButton>
          )}
        </>
      }
    >
      <div className={classes.path}>{path}</div>
      <ArtifactFacts artifact={artifact} />
      {artifact.rejected_reason && (
        <Typography variant="body2">
          {t('artifacts.rejectedBecause', { reason: artifact.rejected_reason })}
        </Typography>
      )}
      <Disclosure
        closedLabel={t('generate.showDetails', { path })}
        closedText={t('common.details')}
        initiallyOpen={failed}
        openLabel={t('generate.hideDetails', { path })}
      >
        <VerdictDetails artifact={artifact} />
      </Disclosure>
    </Card>
  );
}

function ArtifactFacts({ artifact }: { artifact: Artifact }) {
  const t = useText();
  const summary = verdictSummary(artifact, t);
  return (
    <Facts
      facts={[
        summary
          ? {
              name: t('artifacts.validation'),
              value: <TextWithTimes>{summary}</TextWithTimes>,
            }
          : undefined,
        {
          name: t('artifacts.generated'),
          value: (
            <>
              <TimeText value={artifact.created_at} />{' '}
              {t('common.by', { name: actorName(artifact.created_by) })}{' '}
              {t('artifacts.from', {
                slos: artifact.slo_refs
                  .map(ref => `${ref.name} (${ref.revision})`)
                  .join(', '),
              })}
            </>
          ),
        },
        artifact.approved_by
          ? {
              name: t('artifacts.approval'),
              value: (
                <>
                  {t('artifacts.approvedBy', {
                    name: actorName(artifact.approved_by),
                  })}{' '}
                  {artifact.approved_at && (
                    <TimeText value={artifact.approved_at} />
                  )}
                </>
              ),
            }
          : undefined,
        artifact.pr_url
          ? {
              name: t('artifacts.deployment'),
              value: <Link to={artifact.pr_url}>{artifact.pr_url}</Link>,
            }
          : undefined,
      ]}
    />
  );
}
