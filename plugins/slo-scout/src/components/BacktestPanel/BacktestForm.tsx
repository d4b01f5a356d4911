import { useState, type FormEvent } from 'react';
import Box from '@material-ui/core/Box';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Paper from '@material-ui/core/Paper';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import type { BacktestRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { CodeEditor } from '../CodeEditor';
import { GuardedButton } from '../GuardedButton';

const MAX_BYTES = 1024 * 1024;

interface Props {
  running: boolean;
  /** Something was replayed before. */
  again: boolean;
  onStart: (request: BacktestRequest) => void;
}

/** Which rules, and how closely to look. */
export function BacktestForm({ running, again, onStart }: Props) {
  const { entityRef, environment } = useEntityData();
  const t = useText();
  const whyNot = useWhyNot();
  const [source, setSource] = useState<'content' | 'path'>('content');
  const [content, setContent] = useState('');
  const [path, setPath] = useState('');
  const [mode, setMode] = useState<'exact' | 'fast'>('exact');

  const missing = () => {
    if (source === 'path') {
      return path.trim() === '' ? t('backtest.needPath') : undefined;
    }
    if (content.trim() === '') return t('backtest.needContent');
    return new Blob([content]).size > MAX_BYTES
      ? t('backtest.tooLarge')
      : undefined;
  };
  const reason = whyNot('generate') ?? missing();
  const start = () =>
    onStart({
      entity_ref: entityRef,
      environment,
      mode,
      ...(source === 'path' ? { path: path.trim() } : { content }),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason && !running) start();
  };

  return (
    <Paper variant="outlined">
      <Box component="form" onSubmit={submit} p={2}>
        <Choice
          legend={t('backtest.source')}
          name="slo-scout-backtest-source"
          onChange={setSource}
          options={[
            { value: 'content', label: t('backtest.paste') },
            { value: 'path', label: t('backtest.path') },
          ]}
          value={source}
        />
        <Box my={1}>
          {source === 'content' ? (
            <CodeEditor
              label={t('backtest.content')}
              language="yaml"
              maxHeight="40vh"
              onChange={setContent}
              value={content}
            />
          ) : (
            <TextField
              fullWidth
              helperText={t('backtest.pathHelp')}
              id="slo-scout-backtest-path"
              label={t('backtest.pathLabel')}
              onChange={event => setPath(event.target.value)}
              size="small"
              value={path}
              variant="outlined"
            />
          )}
        </Box>
        <Choice
          legend={t('backtest.mode')}
          name="slo-scout-backtest-mode"
          onChange={setMode}
          options={[
            { value: 'exact', label: t('backtest.exact') },
            { value: 'fast', label: t('backtest.fast') },
          ]}
          value={mode}
        />
        <Box mt={1}>
          <GuardedButton busy={running} onClick={start} primary reason={reason}>
            {again ? t('backtest.again') : t('backtest.start')}
          </GuardedButton>
        </Box>
      </Box>
    </Paper>
  );
}

function Choice<T extends string>(props: {
  legend: string;
  name: string;
  options: Array<{ value: T; label: string }>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { legend, name, options, value, onChange } = props;
  return (
    <Box mb={1}>
      <FormControl component="fieldset">
        <FormLabel component="legend">{legend}</FormLabel>
        <RadioGroup
          name={name}
          onChange={(_, chosen) => {
            const option = options.find(o => o.value === chosen);
            if (option) onChange(option.value);
          }}
          row
          value={value}
        >
          {options.map(option => (
            <FormControlLabel
              key={option.value}
              control={<Radio color="primary" />}
              label={option.label}
              value={option.value}
            />
          ))}
        </RadioGroup>
      </FormControl>
    </Box>
  );
}
