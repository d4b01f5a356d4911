import { useEffect, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useText } from '../../hooks/useText';

/**
 * Asks before a link leads away from what is not saved. The portal's router cannot
 * hold somebody back, so the click on the link is held, and given again.
 */
export function LeaveGuard(props: { unsaved: boolean; onLeave: () => void }) {
  const { unsaved, onLeave } = props;
  const t = useText();
  const [link, setLink] = useState<HTMLAnchorElement>();
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    if (!unsaved || leaving) return undefined;
    const hold = (event: MouseEvent) => {
      const anchor =
        event.target instanceof Element ? event.target.closest('a') : null;
      // Another tab or window leaves this one as it is.
      const elsewhere =
        event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
      if (!anchor?.href || anchor.target === '_blank' || elsewhere) return;
      event.preventDefault();
      event.stopPropagation();
      setLink(anchor);
    };
    document.addEventListener('click', hold, true);
    return () => document.removeEventListener('click', hold, true);
  }, [unsaved, leaving]);

  useEffect(() => {
    if (leaving) link?.click();
  }, [leaving, link]);

  return (
    <Dialog
      aria-labelledby="slo-scout-leave"
      onClose={() => setLink(undefined)}
      open={link !== undefined && !leaving}
    >
      <DialogTitle id="slo-scout-leave">{t('define.leave.title')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{t('define.leave.text')}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => setLink(undefined)}>
          {t('define.leave.stay')}
        </Button>
        <Button
          color="primary"
          onClick={() => {
            onLeave();
            setLeaving(true);
          }}
        >
          {t('define.leave.leave')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
