import { useTheme } from '@material-ui/core/styles';

// At least 3:1 on the paper of their theme; told apart by their dashes, too.
const LIGHT = [
  '#1565c0',
  '#b35900',
  '#2e7d32',
  '#8e24aa',
  '#00707d',
  '#ad1457',
];
const DARK = ['#7fc1ff', '#f2b880', '#9fd8a4', '#cdb1ff', '#7fdbe6', '#ff9dbf'];
const DASHES = [undefined, '8 4', '2 4', '10 3 2 3', '14 6', '5 2'];

export interface SeriesStyle {
  stroke: string;
  strokeDasharray: string | undefined;
}

/** Stroke of the n-th line of a panel, from 0. */
export function useSeriesStyle(): (index: number) => SeriesStyle {
  const { palette } = useTheme();
  const colors = palette.type === 'dark' ? DARK : LIGHT;
  return index => ({
    stroke: colors[index % colors.length],
    // Where the colours begin again, their dashes are moved on.
    strokeDasharray:
      DASHES[(index + Math.floor(index / colors.length)) % DASHES.length],
  });
}
