import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  facts: {
    // Dialogs stand outside of the tab and would inherit another font.
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(1, 0, 0),
    '& dt': {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12.5),
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '& > div': { minWidth: 0 },
  },
}));

/** Short facts with their names, in one line where there is room. */
export function Facts(props: {
  facts: Array<{ name: string; value: ReactNode } | undefined>;
}) {
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
      {props.facts.map(
        fact =>
          fact && (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
