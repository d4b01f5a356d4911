import { useState } from 'react';
import Dialog, { type DialogProps } from '@material-ui/core/Dialog';

interface Props extends Omit<DialogProps, 'onClose' | 'onInput' | 'open'> {
  /** What it does is under way. */
  busy?: boolean;
  onClose: () => void;
}

/**
 * A dialog that stays while what it does is under way, so that nobody takes closing
 * for cancelling. Once something was typed, a click beside it does not lose that.
 */
export function ActionDialog({ busy, onClose, ...rest }: Props) {
  const [typed, setTyped] = useState(false);
  const close: DialogProps['onClose'] = (_, reason) => {
    if (busy || (typed && reason === 'backdropClick')) return;
    onClose();
  };
  return (
    <Dialog {...rest} onClose={close} onInput={() => setTyped(true)} open />
  );
}
