import { useEffect, useRef, type ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Page } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { formatNumber } from '../../format/number';
import { useAddress } from '../../hooks/useAddress';
import { useText } from '../../hooks/useText';
import { LoadingRows } from '../LoadState';

const useStyles = makeStyles(theme => ({
  pager: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginTop: theme.spacing(2),
  },
}));

/** From page to page of a list that the server cuts. Nothing where all is on one page. */
export function Pager(props: { page: Page; shown: number }) {
  const { page, shown } = props;
  const classes = useStyles();
  const t = useText();
  const { state } = useLocation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const ref = useRef<HTMLElement>(null);
  const seen = useRef(page.offset);
  useEffect(() => {
    if (seen.current === page.offset) return;
    seen.current = page.offset;
    // Whoever turned the page stands at its end.
    ref.current?.parentElement?.scrollIntoView?.({ block: 'start' });
  }, [page.offset]);
  if (page.offset === 0 && page.next_cursor === null) return null;
  const cameFromPage = (state as { paged?: boolean } | null)?.paged === true;

  const go = (cursor: string | null, paged: boolean) => {
    const next = new URLSearchParams(params);
    if (cursor === null) next.delete('cursor');
    else next.set('cursor', cursor);
    setParams(next, { state: { paged } });
  };
  return (
    <nav
      ref={ref}
      aria-label={t('organisation.pages.label')}
      className={classes.pager}
    >
      <Typography variant="body2" role="status">
        {t('organisation.pages.range', {
          from: formatNumber(page.offset + 1),
          to: formatNumber(page.offset + shown),
          total: formatNumber(page.total),
        })}
      </Typography>
      <Button
        disabled={page.offset === 0}
        onClick={() => go(null, false)}
        variant="outlined"
      >
        {t('organisation.pages.first')}
      </Button>
      {cameFromPage && (
        <Button onClick={() => navigate(-1)} variant="outlined">
          {t('organisation.pages.previous')}
        </Button>
      )}
      <Button
        color="primary"
        disabled={page.next_cursor === null}
        onClick={() => go(page.next_cursor, true)}
        variant="outlined"
      >
        {t('organisation.pages.next')}
      </Button>
    </nav>
  );
}

/**
 * In the place of an empty list. A page that became empty, as its last item was
 * decided, says nothing of the others: the first page follows instead.
 */
export function EmptyPage(props: { page: Page; children: ReactNode }) {
  const { get, set } = useAddress();
  const leftBehind = props.page.offset > 0;
  const turned = get('cursor') === undefined;
  useEffect(() => {
    if (leftBehind && !turned) set({}, { replace: true });
  }, [leftBehind, turned, set]);
  return leftBehind ? <LoadingRows /> : <>{props.children}</>;
}
