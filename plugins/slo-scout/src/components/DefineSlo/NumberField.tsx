import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { readNumber } from '../../model/whatIfScale';

/**
 * A number of the document while it is being written: `99.` on the way to `99.9`
 * is the number 99 there, and must not be put back into the field.
 */
export function NumberField(props: {
  id: string;
  label: string;
  unit?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { id, label, unit, value, onChange } = props;
  const [written, setWritten] = useState<string>();
  const same =
    written !== undefined &&
    (written === value || readNumber(written) === readNumber(value));
  return (
    <TextField
      fullWidth
      id={id}
      InputProps={{ endAdornment: unit }}
      inputProps={{ inputMode: 'decimal' }}
      label={label}
      margin="dense"
      onBlur={() => setWritten(undefined)}
      onChange={event => {
        setWritten(event.target.value);
        onChange(event.target.value);
      }}
      value={same ? written : value}
      variant="outlined"
    />
  );
}
