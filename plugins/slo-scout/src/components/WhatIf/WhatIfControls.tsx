import Slider from '@material-ui/core/Slider';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { SloRevision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatWindow } from '../../format/duration';
import { formatExact, formatPercent } from '../../format/number';
import { thresholdCondition } from '../../format/slo';
import { useText } from '../../hooks/useText';
import type { Numbers } from '../../model/whatIfNumbers';
import {
  ALERT_FOR_MINUTES,
  objectiveScale,
  readNumber,
  shareOf,
  thresholdScale,
  windowScale,
} from '../../model/whatIfScale';
import { ScaleControl } from './ScaleControl';

interface Props {
  /** The revision whose numbers are changed. */
  base: SloRevision;
  present: Numbers;
  numbers: Numbers;
  onChange: (numbers: Numbers) => void;
}

const percentText = (share: number) =>
  formatExact(Number((share * 100).toFixed(6)));

/** The numbers of an SLO that can be tried out. */
export function WhatIfControls({ base, present, numbers, onChange }: Props) {
  const t = useText();
  return (
    <>
      <ScaleControl
        id="slo-scout-what-if-objective"
        field={{
          label: t('whatIf.objectiveExact'),
          unit: '%',
          write: percentText,
          read: text => {
            const percent = readNumber(text);
            return percent === undefined ? undefined : shareOf(percent);
          },
          help: t('whatIf.notANumber'),
        }}
        format={formatPercent}
        label={t('whatIf.objective')}
        onChange={objective => onChange({ ...numbers, objective })}
        scale={objectiveScale(present.objective)}
        value={numbers.objective}
      />
      <WindowControl
        onChange={window => onChange({ ...numbers, window })}
        windows={windowScale(present.window)}
        value={numbers.window}
      />
      {numbers.threshold !== undefined && base.sli.kind === 'threshold' && (
        <ThresholdControls
          {...{ numbers, onChange }}
          op={base.sli.op}
          present={present.threshold ?? numbers.threshold}
          threshold={numbers.threshold}
        />
      )}
    </>
  );
}

function ThresholdControls(props: {
  op: 'lt' | 'lte' | 'gt' | 'gte';
  present: number;
  threshold: number;
  numbers: Numbers;
  onChange: (numbers: Numbers) => void;
}) {
  const { op, present, threshold, numbers, onChange } = props;
  const t = useText();
  const minutes = (value: number) =>
    t('whatIf.minutes', { number: String(value) });
  return (
    <>
      <ScaleControl
        id="slo-scout-what-if-threshold"
        field={{
          label: t('whatIf.thresholdExact'),
          write: formatExact,
          read: readNumber,
          help: t('whatIf.notANumber'),
        }}
        format={value => thresholdCondition({ op, threshold: value })}
        label={t('whatIf.threshold')}
        onChange={value => onChange({ ...numbers, threshold: value })}
        scale={thresholdScale(present)}
        value={threshold}
      />
      <ScaleControl
        id="slo-scout-what-if-for"
        field={{
          label: t('whatIf.alertForExact'),
          unit: 'min',
          write: String,
          read: text => {
            const value = readNumber(text);
            return value !== undefined && ALERT_FOR_MINUTES.includes(value)
              ? value
              : undefined;
          },
          help: t('whatIf.minutesRange'),
        }}
        format={minutes}
        label={t('whatIf.alertFor')}
        onChange={alertMinutes => onChange({ ...numbers, alertMinutes })}
        scale={ALERT_FOR_MINUTES}
        value={numbers.alertMinutes}
      />
    </>
  );
}

function WindowControl(props: {
  windows: string[];
  value: string;
  onChange: (window: string) => void;
}) {
  const { windows, value, onChange } = props;
  const t = useText();
  return (
    <Box mb={2}>
      <Typography variant="subtitle2">
        {t('whatIf.window')}: {formatWindow(value)}
      </Typography>
      <Box pl={2} pr={2}>
        <Slider
          aria-label={t('whatIf.window')}
          getAriaValueText={position =>
            formatWindow(windows[position] ?? value)
          }
          marks={windows.map((window, index) => ({
            value: index,
            label: formatWindow(window),
          }))}
          max={windows.length - 1}
          min={0}
          onChange={(_, position) => onChange(windows[Number(position)])}
          step={1}
          value={windows.indexOf(value)}
        />
      </Box>
    </Box>
  );
}
