import {
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  SliCurve,
  SliEvents,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { rangeAround, thinned, valueScale } from '../../model/curvePoints';
import { meaningOf, nearestOn, stepOn } from '../../model/objective';
import { spanOf } from '../../model/sliCurve';
import { exactNumber, objectiveScale } from '../../model/whatIfScale';
import { ChartPanel, PANEL_WIDTH, ValueLine } from '../Chart';
import { TimeText } from '../TimeText';
import { spentWords } from './ObjectiveMeaning';

const HEIGHT = 200;
const COLUMNS = 400;
/** Of the line that is taken hold of: as high as a finger is wide. */
const GRIP = 32;
const FAR = 10;

const STEPS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: FAR,
  PageDown: -FAR,
  Home: -Infinity,
  End: Infinity,
};

const useStyles = makeStyles(theme => ({
  chart: { position: 'relative' },
  // Over the drawing, below the title of the panel.
  surface: {
    position: 'absolute',
    left: 0,
    right: 0,
    bottom: 8,
    height: HEIGHT,
  },
  grip: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: GRIP,
    marginTop: -GRIP / 2,
    cursor: 'ns-resize',
    touchAction: 'none',
    '&::before': {
      content: '""',
      position: 'absolute',
      top: GRIP / 2 - 1,
      left: 0,
      right: 0,
      borderTop: `2px dashed ${theme.palette.text.primary}`,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
    },
  },
  handle: {
    position: 'absolute',
    right: 8,
    top: GRIP / 2,
    transform: 'translateY(-50%)',
    padding: theme.spacing(0, 1),
    borderRadius: 12,
    background: theme.palette.text.primary,
    color: theme.palette.background.paper,
    fontSize: theme.typography.pxToRem(13),
    lineHeight: '24px',
    whiteSpace: 'nowrap',
  },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12.5),
  },
}));

/** The SLI over time, with the objective as a line that can be moved. */
export function ObjectiveChart(props: {
  curve: SliCurve;
  events: SliEvents;
  /** A share such as 0.999. */
  onObjective: (objective: number) => void;
}) {
  const { curve, events, onObjective } = props;
  const { objective } = curve;
  const classes = useStyles();
  const t = useText();
  const surface = useRef<HTMLDivElement>(null);
  const scale = useMemo(() => objectiveScale(objective), [objective]);
  // What is dragged must not change the scale that it is dragged on.
  const [held, setHeld] = useState<number>();
  const range = rangeAround([...curve.sli, held ?? objective], 1);
  const top = valueScale(range, HEIGHT)(objective);
  const meaning = meaningOf(events, curve);
  const { start, end } = spanOf(curve);

  const drag = (event: PointerEvent) => {
    const box = surface.current?.getBoundingClientRect();
    if (!box || box.height === 0) return;
    const share = 1 - (event.clientY - box.top) / box.height;
    const value = range.low + share * (range.high - range.low);
    const next = nearestOn(scale, value);
    if (next !== objective) onObjective(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    onObjective(stepOn(scale, objective, steps));
  };

  return (
    <>
      <Typography color="textSecondary" id="slo-scout-drag" variant="body2">
        {t('define.curve.handleHelp')}
      </Typography>
      <div className={classes.chart}>
        <ChartPanel
          height={HEIGHT}
          label={t('define.curve.label', { slo: curve.slo })}
          labels={[range.high, range.low].map(value => ({
            value,
            text: formatPercent(Number(value.toFixed(5))),
            side: 'left' as const,
          }))}
          range={range}
          title=""
        >
          <ValueLine
            height={HEIGHT}
            points={thinned(pointsOf(curve), PANEL_WIDTH, COLUMNS)}
            range={range}
          />
        </ChartPanel>
        <div className={classes.surface} ref={surface}>
          <div
            aria-describedby="slo-scout-drag"
            aria-label={t('define.curve.handle')}
            aria-orientation="vertical"
            aria-valuemax={percentOf(scale[scale.length - 1])}
            aria-valuemin={percentOf(scale[0])}
            aria-valuenow={percentOf(objective)}
            aria-valuetext={t('define.curve.value', {
              percent: formatPercent(objective),
              spent: spentWords(meaning?.spent ?? 0, t),
            })}
            className={classes.grip}
            onKeyDown={onKeyDown}
            onPointerCancel={() => setHeld(undefined)}
            onPointerDown={event => {
              event.currentTarget.setPointerCapture?.(event.pointerId);
              setHeld(objective);
            }}
            onPointerMove={event => held !== undefined && drag(event)}
            onPointerUp={() => setHeld(undefined)}
            role="slider"
            style={{ top }}
            tabIndex={0}
          >
            <span className={classes.handle}>{formatPercent(objective)}</span>
          </div>
        </div>
      </div>
      <div className={classes.ends}>
        {[start, end].map(instant => (
          <TimeText key={instant} value={instant} />
        ))}
      </div>
    </>
  );
}

function percentOf(share: number) {
  return exactNumber(share * 100);
}

function pointsOf({ sli }: SliCurve) {
  return sli.map((value, cell) => ({
    x: ((cell + 0.5) / sli.length) * PANEL_WIDTH,
    value,
  }));
}
