import {
  decomposeColor,
  getContrastRatio,
  rgbToHex,
} from '@material-ui/core/styles';
import { ACTIVE_LINE, COLORS } from './appearance';

/** As Backstage's own themes have it. */
const PAPER = { light: '#ffffff', dark: '#424242' };

/** A color that lets another through, on top of it. */
function over(color: string, below: string): string {
  const [r, g, b, alpha = 1] = decomposeColor(color).values;
  const mixed = decomposeColor(below).values.map((value, index) =>
    Math.round([r, g, b][index] * alpha + value * (1 - alpha)),
  );
  return rgbToHex(`rgb(${mixed.join(', ')})`);
}

const cases = (['light', 'dark'] as const).flatMap(theme =>
  Object.entries(COLORS[theme]).map(
    ([name, color]) => [theme, name, color] as const,
  ),
);

it.each(cases)('%s: %s can be read', (theme, _, color) => {
  const line = over(ACTIVE_LINE[theme], PAPER[theme]);
  expect(getContrastRatio(color, PAPER[theme])).toBeGreaterThan(4.5);
  expect(getContrastRatio(color, line)).toBeGreaterThan(4.5);
});
