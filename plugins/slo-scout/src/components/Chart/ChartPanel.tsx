import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { valueScale, type ValueRange } from '../../model/curvePoints';

export const PANEL_WIDTH = 1000;

const useStyles = makeStyles(theme => ({
  panel: { position: 'relative', marginBottom: theme.spacing(1) },
  drawing: {
    display: 'block',
    width: '100%',
    background: theme.palette.action.hover,
    borderRadius: 3,
  },
  title: { fontSize: theme.typography.pxToRem(13), fontWeight: 500 },
  label: {
    position: 'absolute',
    padding: '0 4px',
    borderRadius: 3,
    background: theme.palette.background.paper,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(11.5),
    lineHeight: 1.4,
    opacity: 0.9,
    pointerEvents: 'none',
  },
}));

/** A label at the height of a value; at the right for lines, at the left for the scale. */
export interface PanelLabel {
  value: number;
  text: string;
  side: 'left' | 'right';
}

/** A drawing of values over time, with its scale. */
export function ChartPanel(props: {
  title: string;
  /** What it shows, for those who do not see it. */
  label: string;
  height: number;
  range: ValueRange;
  labels: PanelLabel[];
  children: ReactNode;
}) {
  const { title, label, height, range, labels, children } = props;
  const classes = useStyles();
  const y = valueScale(range, height);
  return (
    <>
      <div className={classes.title}>{title}</div>
      <div className={classes.panel}>
        <svg
          aria-label={label}
          className={classes.drawing}
          height={height}
          preserveAspectRatio="none"
          role="img"
          viewBox={`0 0 ${PANEL_WIDTH} ${height}`}
        >
          {children}
        </svg>
        {labels.map(({ value, text, side }) => {
          const top = y(value);
          // Below its line where there is no room above.
          const place = top < 18 ? { top } : { bottom: height - top };
          return (
            <span
              key={`${side} ${text}`}
              className={classes.label}
              style={{ ...place, [side]: 4 }}
            >
              {text}
            </span>
          );
        })}
      </div>
    </>
  );
}
