import { render } from '@testing-library/react';
import { ValueLine } from './marks';

function pathOf(...values: Array<number | null>) {
  const points = values.map((value, index) => ({ x: index * 10, value }));
  const { container } = render(
    <svg>
      <ValueLine height={100} points={points} range={{ low: 0, high: 1 }} />
    </svg>,
  );
  return container.querySelector('path')?.getAttribute('d') ?? '';
}

it('leaves gaps where there is no value', () => {
  expect(pathOf(1, 0.5, null, 0, 1)).toBe('M0,0L10,50M30,100L40,0');
});

it('shows a lonely value as a stroke of no length', () => {
  expect(pathOf(null, 0.5, null, 1)).toBe('M10,50ZM30,0Z');
  expect(pathOf(null, null)).toBe('');
});
