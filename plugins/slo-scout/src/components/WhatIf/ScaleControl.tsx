import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Slider from '@material-ui/core/Slider';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { scalePosition } from '../../model/whatIfScale';

const useStyles = makeStyles(theme => ({
  control: { marginBottom: theme.spacing(2) },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    paddingLeft: theme.spacing(1),
  },
  field: { flex: '0 0 124px' },
}));

interface Props {
  id: string;
  label: string;
  /** The values of the slider; without any there is the field only. */
  scale: number[];
  value: number;
  onChange: (value: number) => void;
  /** A value as people read it. */
  format: (value: number) => string;
  /** The field beside the slider, for numbers that the slider does not have. */
  field: {
    label: string;
    unit?: string;
    write: (value: number) => string;
    /** Undefined where the text is no such number. */
    read: (text: string) => number | undefined;
    /** What to write instead. */
    help: string;
  };
}

/** A number to try out: a slider over sensible values, and a field for exact ones. */
export function ScaleControl(props: Props) {
  const { id, label, scale, value, onChange, format, field } = props;
  const classes = useStyles();
  // What is being written; it may not be a number yet.
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && field.read(text) === undefined;
  const write = (written: string) => {
    setText(written);
    const read = field.read(written);
    if (read !== undefined) onChange(read);
  };
  return (
    <div className={classes.control}>
      <Typography id={id} variant="subtitle2">
        {label}: {format(value)}
      </Typography>
      <div className={classes.row}>
        {scale.length > 1 && (
          <Slider
            aria-label={label}
            getAriaValueText={() => format(value)}
            max={scale.length - 1}
            min={0}
            onChange={(_, position) => {
              setText(undefined);
              const next = scale[Math.round(Number(position))];
              if (next !== value) onChange(next);
            }}
            step={1}
            value={scalePosition(scale, value)}
          />
        )}
        <TextField
          className={classes.field}
          error={wrong}
          helperText={wrong ? field.help : undefined}
          id={`${id}-exact`}
          InputProps={{ endAdornment: field.unit }}
          inputProps={{ inputMode: 'decimal', 'aria-label': field.label }}
          onBlur={() => setText(undefined)}
          onChange={event => write(event.target.value)}
          size="small"
          value={text ?? field.write(value)}
          variant="outlined"
        />
      </div>
    </div>
  );
}
