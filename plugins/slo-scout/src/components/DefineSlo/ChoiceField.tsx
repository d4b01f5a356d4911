import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';

/** One of a few values. */
export function ChoiceField<T extends string>(props: {
  id: string;
  label: string;
  value: T;
  choices: ReadonlyArray<{ value: T; text: string }>;
  onChange: (value: T) => void;
}) {
  const { id, label, value, choices, onChange } = props;
  return (
    <TextField
      fullWidth
      id={id}
      label={label}
      margin="dense"
      onChange={event => onChange(event.target.value as T)}
      select
      value={value}
      variant="outlined"
    >
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.text}
        </MenuItem>
      ))}
    </TextField>
  );
}
