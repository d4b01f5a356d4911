import { useEffect, useRef, useState, type Ref } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { AUDIT_ACTIONS } from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorRef, auditActor } from '../../format/auditSentence';
import { fromTimeField, toTimeField, utcTime } from '../../format/time';
import { useAddress } from '../../hooks/useAddress';
import type { AuditFilters } from '../../hooks/useAudit';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
  },
  action: { minWidth: 240 },
}));

/** The filters that the page's address holds. */
export function useAuditFilters(): AuditFilters {
  const { get } = useAddress();
  return {
    action: AUDIT_ACTIONS.find(known => known === get('action')),
    actor: get('actor'),
    from: get('from'),
    to: get('to'),
  };
}

/** Action, person and time; each change is a new address, which can be sent to others. */
export function AuditFilterBar() {
  const classes = useStyles();
  const t = useText();
  const { set } = useAddress();
  const { action, actor, from, to } = useAuditFilters();
  const who = useRef<HTMLInputElement>(null);
  return (
    <div
      className={classes.bar}
      role="group"
      aria-label={t('audit.filters.label')}
    >
      <TextField
        className={classes.action}
        id="slo-scout-audit-action"
        label={t('audit.filter')}
        onChange={event => set({ action: event.target.value })}
        select
        SelectProps={{ displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
        size="small"
        value={action ?? ''}
        variant="outlined"
      >
        <MenuItem value="">{t('audit.all')}</MenuItem>
        {AUDIT_ACTIONS.map(known => (
          <MenuItem key={known} value={known}>
            {t(`audit.action.${known}`)}
          </MenuItem>
        ))}
      </TextField>
      <CommittedField
        id="slo-scout-audit-actor"
        inputRef={who}
        label={t('audit.filters.actor')}
        placeholder={t('audit.filters.actorHelp')}
        value={actor ? auditActor(actor, t) : ''}
        onCommit={text => set({ actor: actorRef(text, t) })}
      />
      <TimeField
        id="slo-scout-audit-from"
        label={t('audit.filters.from')}
        value={from}
        onCommit={time => set({ from: time })}
      />
      <TimeField
        id="slo-scout-audit-to"
        label={t('audit.filters.to')}
        value={to}
        onCommit={time => set({ to: time })}
      />
      {(action || actor || from || to) && (
        <Button
          onClick={() => {
            // The button goes with the filters.
            who.current?.focus();
            set({
              action: undefined,
              actor: undefined,
              from: undefined,
              to: undefined,
            });
          }}
        >
          {t('audit.filters.clear')}
        </Button>
      )}
    </div>
  );
}

/** A time in the viewer's zone, in UTC on hover. */
function TimeField(props: {
  id: string;
  label: string;
  /** RFC 3339. */
  value: string | undefined;
  onCommit: (rfc3339: string | undefined) => void;
}) {
  const { id, label, value, onCommit } = props;
  return (
    <CommittedField
      id={id}
      label={label}
      title={value && utcTime(value)}
      type="datetime-local"
      value={toTimeField(value)}
      onCommit={text => onCommit(fromTimeField(text))}
    />
  );
}

/** A field that counts once it is left or Enter is pressed: half a time is no time. */
function CommittedField(props: {
  id: string;
  label: string;
  value: string;
  onCommit: (text: string) => void;
  inputRef?: Ref<HTMLInputElement>;
  placeholder?: string;
  title?: string;
  type?: string;
}) {
  const { value, onCommit } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text !== value) onCommit(text);
  };
  return (
    <TextField
      id={props.id}
      inputProps={{ maxLength: 512, title: props.title }}
      inputRef={props.inputRef}
      InputLabelProps={{ shrink: true }}
      label={props.label}
      onBlur={commit}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') commit();
      }}
      placeholder={props.placeholder}
      size="small"
      type={props.type}
      value={text}
      variant="outlined"
    />
  );
}
