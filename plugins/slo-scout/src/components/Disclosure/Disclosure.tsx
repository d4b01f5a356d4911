import { useState, type ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';

interface Props {
  /** Text of the button while closed, and while open where it differs. */
  closedText: string;
  openText?: string;
  /** Accessible names, where the text alone is ambiguous. */
  closedLabel?: string;
  openLabel?: string;
  initiallyOpen?: boolean;
  children: ReactNode;
}

/** What most readers may skip, behind a button. */
export function Disclosure(props: Props) {
  const { closedText, openText = closedText, closedLabel, openLabel } = props;
  const [open, setOpen] = useState(props.initiallyOpen ?? false);
  return (
    <Box mt={1}>
      <Button
        aria-expanded={open}
        aria-label={open ? openLabel ?? closedLabel : closedLabel}
        onClick={() => setOpen(!open)}
        size="small"
        startIcon={open ? <ExpandLess /> : <ExpandMore />}
      >
        {open ? openText : closedText}
      </Button>
      {open && <Box mt={1}>{props.children}</Box>}
    </Box>
  );
}
