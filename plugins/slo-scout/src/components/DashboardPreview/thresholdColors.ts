import { useTheme } from '@material-ui/core/styles';
import type { Text } from '../../hooks/useText';

const NAMED = ['green', 'orange', 'yellow', 'red'] as const;

/** A colour of Grafana in the theme of the portal. */
export function useThresholdColor(): (color: string | undefined) => string {
  const { palette } = useTheme();
  return color => {
    switch (color) {
      case 'green':
        return palette.success.main;
      case 'orange':
      case 'yellow':
        return palette.warning.main;
      case 'red':
        return palette.error.main;
      default:
        return palette.text.secondary;
    }
  };
}

/** The colour and what it stands for; colours of other dashboards by their name. */
export function colorWords(color: string, t: Text): string {
  const known = NAMED.find(name => name === color);
  return known ? t(`preview.dashboard.color.${known}`) : color;
}
