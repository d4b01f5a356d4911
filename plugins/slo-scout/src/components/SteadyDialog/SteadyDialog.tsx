import { useId, type ReactNode } from 'react';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { ActionDialog } from '../ActionDialog';

const useStyles = makeStyles({
  paper: { height: 'calc(100% - 64px)', maxHeight: 880 },
});

interface Props {
  title: string;
  actions: ReactNode;
  busy?: boolean;
  children: ReactNode;
  onClose: () => void;
}

/**
 * A dialog for content that is still loading when it opens. Its height is fixed,
 * so that its buttons do not move from under somebody who is about to press one.
 */
export function SteadyDialog(props: Props) {
  const { title, actions, busy, children, onClose } = props;
  const id = useId();
  const { paper } = useStyles();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  return (
    <ActionDialog
      aria-labelledby={id}
      busy={busy}
      classes={small ? undefined : { paper }}
      fullScreen={small}
      fullWidth
      maxWidth="md"
      onClose={onClose}
    >
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </ActionDialog>
  );
}
