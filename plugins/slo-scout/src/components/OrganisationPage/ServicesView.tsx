import { useRef } from 'react';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme, type Theme } from '@material-ui/core/styles';
import type {
  Overview,
  OverviewSlosPage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useAddress } from '../../hooks/useAddress';
import type { Loaded } from '../../hooks/useLoaded';
import { useOverviewSlos } from '../../hooks/useOverview';
import { useText } from '../../hooks/useText';
import { FILTERS, questionIn } from '../../model/sloQuestion';
import { catalogIndexRouteRef } from '../../routes';
import { LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { Answer } from './Answer';
import { EmptyPage, Pager } from './Pager';
import { SloCards } from './SloCards';
import { SloFilters } from './SloFilters';
import { SloTable } from './SloTable';

/** Are our services all right: in a sentence, then SLO by SLO, the worst first. */
export function ServicesView(props: { overview: Overview | undefined }) {
  const t = useText();
  const address = useAddress();
  const question = questionIn(address.get);
  const loaded = useOverviewSlos(question);
  const page = useKept(loaded);
  const search = useRef<HTMLInputElement>(null);
  const narrowed = FILTERS.some(name => question[name] !== undefined);
  return (
    <>
      {page.value && (
        <Answer
          counts={page.value.counts}
          narrowed={Boolean(question.search || question.owner)}
        />
      )}
      <SectionHeader title={t('organisation.slos.heading')} />
      <SloFilters
        counts={page.value?.counts}
        environments={props.overview?.environments ?? []}
        environment={question.environment ?? page.value?.environment}
        search={search}
      />
      <LoadState of={page} rows={6}>
        {value => (
          <div aria-busy={page.busy}>
            <Found
              page={value}
              narrowed={narrowed}
              // The button goes with the filters.
              onClear={() => search.current?.focus()}
            />
          </div>
        )}
      </LoadState>
    </>
  );
}

function Found(props: {
  page: OverviewSlosPage;
  narrowed: boolean;
  onClear: () => void;
}) {
  const { page, narrowed, onClear } = props;
  const isNarrow = useMediaQuery<Theme>(
    useTheme<Theme>().breakpoints.down('sm'),
  );
  if (page.slos.length === 0) {
    return (
      <EmptyPage page={page}>
        {narrowed ? <NothingMatches onClear={onClear} /> : <NothingYet />}
      </EmptyPage>
    );
  }
  return (
    <>
      {isNarrow ? <SloCards slos={page.slos} /> : <SloTable slos={page.slos} />}
      <Pager page={page} shown={page.slos.length} />
    </>
  );
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  const t = useText();
  const { set } = useAddress();
  return (
    <Box py={3}>
      <Typography gutterBottom>{t('organisation.slos.nothing')}</Typography>
      <Button
        color="primary"
        onClick={() => {
          onClear();
          set(Object.fromEntries(FILTERS.map(name => [name, undefined])));
        }}
        variant="outlined"
      >
        {t('organisation.filters.clear')}
      </Button>
    </Box>
  );
}

function NothingYet() {
  const t = useText();
  const toCatalog = useRouteRef(catalogIndexRouteRef);
  return (
    <Box py={3}>
      <Typography paragraph>{t('organisation.slos.empty')}</Typography>
      {toCatalog && (
        <LinkButton color="primary" to={toCatalog()} variant="contained">
          {t('organisation.slos.toCatalog')}
        </LinkButton>
      )}
    </Box>
  );
}

/** While another page is on its way, the last one stays where it is. */
function useKept<T>(loaded: Loaded<T>): Loaded<T> & { busy: boolean } {
  const last = useRef<T>();
  if (loaded.value !== undefined) last.current = loaded.value;
  const value = loaded.error ? loaded.value : loaded.value ?? last.current;
  return { ...loaded, value, busy: loaded.loading };
}
