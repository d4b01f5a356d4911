import { shownBeside } from './figures';

it.each([
  [42.123456, 20, 42.12],
  [20.001, 20, 20.001],
  [20.0000004, 20, 20.0000004],
  [19.99999, 20, 19.99999],
  [20, 20, 20],
  [0.1 + 0.2, 1, 0.3],
  [12345, 12345, 12345],
  [12344, 12345, 12340],
  [0, 0, 0],
])('shows %d beside %d as %d', (value, limit, shown) => {
  expect(shownBeside(value, limit)).toBe(shown);
});
