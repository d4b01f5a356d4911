import { useEffect, useState, type Ref } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { OverviewCounts } from '@slo-scout/backstage-plugin-slo-scout-common';
import useAsync from 'react-use/esm/useAsync';
import { entityLabel } from '../../format/entity';
import { useAddress } from '../../hooks/useAddress';
import { useText } from '../../hooks/useText';
import { LONGEST_SEARCH, SORTS } from '../../model/sloQuestion';
import { StateFilter } from './StateFilter';

/** As long as somebody who types pauses. */
const SETTLE_MS = 300;

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
    '& > .MuiTextField-root': { flex: '1 1 180px', maxWidth: 320 },
  },
}));

/** What the list is narrowed to and sorted by; all of it stands in the address. */
export function SloFilters(props: {
  counts: OverviewCounts | undefined;
  environments: string[];
  environment: string | undefined;
  search: Ref<HTMLInputElement>;
}) {
  const { counts, environments, environment, search } = props;
  const classes = useStyles();
  const t = useText();
  const { get, set } = useAddress();
  const owners = useOwners(get('owner'));
  return (
    <section aria-label={t('organisation.filters.label')}>
      <div className={classes.filters}>
        <Search inputRef={search} />
        <Choice
          id="owner"
          label={t('organisation.filters.owner')}
          onChange={owner => set({ owner })}
          options={[
            { value: '', text: t('organisation.filters.everybody') },
            { value: 'mine', text: t('organisation.filters.mine') },
            ...owners.map(ref => ({
              value: ref,
              text: entityLabel(ref, 'group'),
            })),
          ]}
          value={get('owner') ?? ''}
        />
        {environments.length > 1 && environment !== undefined && (
          <Choice
            id="environment"
            label={t('common.environment')}
            onChange={name => set({ environment: name })}
            options={environments.map(name => ({ value: name, text: name }))}
            value={environment}
          />
        )}
        <Choice
          id="sort"
          label={t('organisation.filters.sort')}
          onChange={sort => set({ sort: sort === SORTS[0] ? undefined : sort })}
          options={[
            { value: 'worst', text: t('organisation.filters.byState') },
            { value: 'budget', text: t('organisation.filters.byBudget') },
            { value: 'burn_rate', text: t('organisation.filters.byBurnRate') },
            { value: 'name', text: t('organisation.filters.byName') },
          ]}
          value={SORTS.find(sort => sort === get('sort')) ?? SORTS[0]}
        />
      </div>
      <StateFilter counts={counts} />
    </section>
  );
}

/** Goes into the address once somebody has stopped typing. */
function Search({ inputRef }: { inputRef: Ref<HTMLInputElement> }) {
  const t = useText();
  const { get, set } = useAddress();
  const inAddress = get('search') ?? '';
  const [typed, setTyped] = useState(inAddress);
  // Back and forward change the address, and with it what was searched. A space
  // at the end is on the way to another word.
  useEffect(
    () => setTyped(now => (now.trim() === inAddress ? now : inAddress)),
    [inAddress],
  );
  useEffect(() => {
    if (typed.trim() === inAddress) return undefined;
    const timer = setTimeout(
      () => set({ search: typed.trim() }, { replace: true }),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, inAddress, set]);
  return (
    <TextField
      id="slo-scout-search"
      inputProps={{ maxLength: LONGEST_SEARCH, type: 'search' }}
      inputRef={inputRef}
      label={t('organisation.filters.search')}
      onChange={event => setTyped(event.target.value)}
      size="small"
      value={typed}
      variant="outlined"
    />
  );
}

function Choice(props: {
  id: string;
  label: string;
  value: string;
  options: Array<{ value: string; text: string }>;
  onChange: (value: string) => void;
}) {
  const { id, label, value, options, onChange } = props;
  const known = options.some(option => option.value === value);
  return (
    <TextField
      id={`slo-scout-${id}`}
      InputLabelProps={{ shrink: true }}
      label={label}
      onChange={event => onChange(event.target.value)}
      select
      SelectProps={{ displayEmpty: true }}
      size="small"
      value={known ? value : ''}
      variant="outlined"
    >
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.text}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** The viewer's groups, and whoever the address names. */
function useOwners(named: string | undefined): string[] {
  const identity = useApi(identityApiRef);
  const { value = [] } = useAsync(async () => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    return ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
  }, [identity]);
  const others =
    named && named !== 'mine' && !value.includes(named) ? [named] : [];
  return [...value, ...others];
}
