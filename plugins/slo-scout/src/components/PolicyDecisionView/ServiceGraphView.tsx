import {
  DependencyGraph,
  DependencyGraphTypes,
  Link,
} from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { entityLabel } from '../../format/entity';
import { useText } from '../../hooks/useText';
import type {
  ServiceEdge,
  ServiceGraph,
  ServiceNode,
} from '../../model/serviceGraph';
import { Disclosure } from '../Disclosure';

/** More would be a thicket; the list has them all. */
const MOST_DRAWN = 30;
const NODE_HEIGHT = 36;

const useStyles = makeStyles(theme => ({
  // A narrow screen scrolls sideways: shrunk, nobody could read it.
  scroller: { overflowX: 'auto' },
  drawing: { minWidth: 560 },
  node: {
    fill: theme.palette.background.default,
    stroke: theme.palette.text.secondary,
  },
  own: { stroke: theme.palette.primary.main, strokeWidth: 3 },
  text: {
    ...theme.typography.body2,
    fill: theme.palette.text.primary,
  },
  // With an edge of its own, so that the line does not run through it.
  label: {
    ...theme.typography.caption,
    fill: theme.palette.text.secondary,
    stroke: theme.palette.background.paper,
    strokeWidth: 6,
    paintOrder: 'stroke',
  },
}));

/** Who is touched and how, drawn; and the same as a list of links for everybody. */
export function ServiceGraphView({ graph }: { graph: ServiceGraph }) {
  const classes = useStyles();
  const t = useText();
  const { nodes, edges } = graph;
  if (edges.length === 0) return null;
  return (
    <Box mt={1}>
      {nodes.length <= MOST_DRAWN ? (
        // The list below says the same to those who cannot see or point.
        <div className={classes.scroller} aria-hidden="true">
          <div className={classes.drawing}>
            <DependencyGraph
              nodes={nodes}
              edges={edges.map(({ relation, ...edge }) => ({
                ...edge,
                label: t(`policy.blastRadius.relation.${relation}`),
              }))}
              direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
              labelPosition={DependencyGraphTypes.LabelPosition.CENTER}
              renderNode={({ node }) => <Node node={node} />}
              renderLabel={({ edge }) => (
                <text className={classes.label} textAnchor="middle">
                  {edge.label}
                </text>
              )}
              allowFullscreen={false}
              nodeMargin={20}
              paddingX={8}
              paddingY={8}
              rankMargin={90}
              showArrowHeads
              zoom="disabled"
            />
          </div>
        </div>
      ) : (
        <Typography variant="body2">
          {t('policy.blastRadius.tooMany', { count: nodes.length })}
        </Typography>
      )}
      <Disclosure closedText={t('policy.blastRadius.chains')}>
        <EdgeList edges={edges} />
      </Disclosure>
    </Box>
  );
}

function Node({ node: { id, own } }: { node: ServiceNode }) {
  const classes = useStyles();
  const name = entityLabel(id);
  const width = name.length * 8 + 24;
  return (
    <g>
      <title>{id}</title>
      <rect
        className={own ? `${classes.node} ${classes.own}` : classes.node}
        width={width}
        height={NODE_HEIGHT}
        rx={6}
      />
      <text
        className={classes.text}
        x={width / 2}
        y={NODE_HEIGHT / 2}
        textAnchor="middle"
        dominantBaseline="central"
      >
        {name}
      </text>
    </g>
  );
}

function EdgeList({ edges }: { edges: ServiceEdge[] }) {
  const t = useText();
  return (
    <Box component="ul" m={0} pl={2.5} style={{ overflowWrap: 'anywhere' }}>
      {edges.map(({ from, to, relation }) => (
        <li key={`${from} ${to}`}>
          <Typography component="span" variant="body2">
            <ServiceLink id={from} />{' '}
            {t(`policy.blastRadius.relation.${relation}`)}{' '}
            <ServiceLink id={to} />
          </Typography>
        </li>
      ))}
    </Box>
  );
}

/** A service label that no entity bears has no page. */
function ServiceLink({ id }: { id: string }) {
  const toEntity = useRouteRef(entityRouteRef);
  if (!id.includes(':')) return <>{id}</>;
  return <Link to={toEntity(entityRouteParams(id))}>{entityLabel(id)}</Link>;
}
