import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Restore from '@material-ui/icons/ZoomOutMap';
import ZoomIn from '@material-ui/icons/ZoomIn';
import ZoomOut from '@material-ui/icons/ZoomOut';
import { useText } from '../../hooks/useText';
import type { TimeView } from '../../hooks/useTimeView';

/** Closer, further, everything: for those who neither drag nor press keys. */
export function TimeControls({ time }: { time: TimeView }) {
  const t = useText();
  return (
    <Box
      alignItems="center"
      aria-label={t('dryRun.chart.controls')}
      display="flex"
      flexWrap="wrap"
      gridGap={8}
      role="group"
    >
      <Button onClick={time.zoomIn} size="small" startIcon={<ZoomIn />}>
        {t('dryRun.chart.zoomIn')}
      </Button>
      <Button
        disabled={time.whole}
        onClick={time.zoomOut}
        size="small"
        startIcon={<ZoomOut />}
      >
        {t('dryRun.chart.zoomOut')}
      </Button>
      <Button
        disabled={time.whole}
        onClick={time.reset}
        size="small"
        startIcon={<Restore />}
      >
        {t('dryRun.chart.reset')}
      </Button>
      <Typography color="textSecondary" variant="caption">
        {t('dryRun.chart.hint')}
      </Typography>
    </Box>
  );
}
