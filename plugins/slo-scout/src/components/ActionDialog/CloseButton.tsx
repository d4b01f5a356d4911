import type { ReactNode } from 'react';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';

/** Closes an {@link ActionDialog}, or says why it does not. */
export function CloseButton(props: {
  busy: boolean;
  children: ReactNode;
  onClick: () => void;
}) {
  const { busy, children, onClick } = props;
  const t = useText();
  return (
    <GuardedButton
      onClick={onClick}
      plain
      reason={busy ? t('common.underWay') : undefined}
    >
      {children}
    </GuardedButton>
  );
}
