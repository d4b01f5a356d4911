import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormLabel from '@material-ui/core/FormLabel';
import Typography from '@material-ui/core/Typography';

interface Choice<T extends string> {
  id: T;
  label: string;
  disabled?: boolean;
  hint?: string;
}

/** Checkboxes under a common legend. */
export function ChoiceList<T extends string>(props: {
  legend: string;
  choices: Choice<T>[];
  chosen: T[];
  onToggle: (id: T) => void;
}) {
  const { legend, choices, chosen, onToggle } = props;
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend">{legend}</FormLabel>
      <FormGroup>
        {choices.map(choice => (
          <FormControlLabel
            key={choice.id}
            control={
              <Checkbox
                checked={chosen.includes(choice.id)}
                color="primary"
                disabled={choice.disabled}
                inputProps={{ 'aria-label': choice.label }}
                onChange={() => onToggle(choice.id)}
              />
            }
            label={
              <>
                {choice.label}
                {choice.hint && (
                  <Typography
                    variant="caption"
                    color="textSecondary"
                    component="div"
                  >
                    {choice.hint}
                  </Typography>
                )}
              </>
            }
          />
        ))}
      </FormGroup>
    </FormControl>
  );
}
