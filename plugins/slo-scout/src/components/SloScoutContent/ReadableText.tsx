import { useMemo, type ReactNode } from 'react';
import {
  createTheme,
  ThemeProvider,
  useTheme,
  type Theme,
} from '@material-ui/core/styles';

/**
 * Secondary text as dark as it has to be: Material's own is 54 % black, which on
 * Backstage's grey page is below the contrast of 4.5 that WCAG AA asks for.
 * Backstage's themes have a colour for it that is not.
 */
export function ReadableText({ children }: { children: ReactNode }) {
  const theme = useTheme<Theme>();
  const readable = useMemo(() => withReadableText(theme), [theme]);
  return <ThemeProvider theme={readable}>{children}</ThemeProvider>;
}

function withReadableText(theme: Theme): Theme {
  const { textSubtle } = theme.palette as { textSubtle?: string };
  if (textSubtle === undefined) return theme;
  const text = { ...theme.palette.text, secondary: textSubtle };
  return createTheme({ ...theme, palette: { ...theme.palette, text } });
}
