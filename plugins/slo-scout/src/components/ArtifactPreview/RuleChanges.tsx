import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useText, type Text } from '../../hooks/useText';
import {
  relabelled,
  type RuleAspect,
  type RuleChange,
} from '../../model/ruleChanges';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    margin: theme.spacing(0.5, 0, 2),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
}));

/** What became of the rules, for those who do not read PromQL line by line. */
export function RuleChanges(props: { changes: RuleChange[]; isNew: boolean }) {
  const { changes, isNew } = props;
  const classes = useStyles();
  const t = useText();
  const records = relabelled(changes, 'record');
  const alerts = relabelled(changes, 'alert');
  return (
    <section aria-label={t('preview.rules.title')}>
      <Typography component="h4" variant="subtitle1">
        {t('preview.rules.title')}
      </Typography>
      {changes.length === 0 && !isNew && (
        <Typography paragraph variant="body2">
          {t('preview.rules.none')}
        </Typography>
      )}
      {changes.length > 0 && (
        <ul className={classes.list}>
          {changes.map(change => (
            <li key={`${change.kind} ${change.rule} ${change.name}`}>
              <strong>
                {t(`preview.rules.${change.rule}`, { name: change.name })}
              </strong>{' '}
              {t(`preview.rules.${change.kind}`)}
              {change.aspects.length > 0 &&
                `: ${change.aspects.map(a => wordsOf(a, t)).join('; ')}`}
            </li>
          ))}
        </ul>
      )}
      {records.length > 0 && (
        <Box mb={2}>
          <Alert severity="warning">
            <AlertTitle>{t('preview.rules.relabelledTitle')}</AlertTitle>
            {t('preview.rules.relabelled', {
              count: records.length,
              names: namesOf(records),
            })}
          </Alert>
        </Box>
      )}
      {alerts.length > 0 && (
        <Box mb={2}>
          <Alert severity="info">
            {t('preview.rules.rerouted', { names: namesOf(alerts) })}
          </Alert>
        </Box>
      )}
    </section>
  );
}

function namesOf(changes: RuleChange[]): string {
  return [...new Set(changes.map(({ name }) => name))].join(', ');
}

function wordsOf(aspect: RuleAspect, t: Text): string {
  switch (aspect.field) {
    case 'numbers':
      return t('preview.rules.numbers', {
        before: aspect.before,
        after: aspect.after,
      });
    case 'expression':
      return t('preview.rules.expression');
    case 'annotation':
      return t('preview.rules.annotation', { annotation: aspect.annotation });
    case 'label':
      return changeWords(
        t('preview.rules.label', { label: aspect.label }),
        aspect,
        t,
      );
    default:
      return changeWords(t(`preview.rules.field.${aspect.field}`), aspect, t);
  }
}

function changeWords(
  field: string,
  { before, after }: { before: string | null; after: string | null },
  t: Text,
): string {
  if (before === null) {
    return t('preview.rules.set', { field, after: after ?? '' });
  }
  return after === null
    ? t('preview.rules.unset', { field, before })
    : t('preview.rules.fromTo', { field, before, after });
}
