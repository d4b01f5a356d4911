import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render } from '@testing-library/react';
import { ErrorNotice } from './ErrorNotice';

it.each([
  ['what was pressed', {}, 1],
  ['what can be asked again', { onRetry: () => {} }, 0],
  ['what comes while somebody writes', { byItself: true }, 0],
])('of %s: is brought into view or not', (_, props, times) => {
  // jsdom has none.
  const scroll = jest.fn();
  HTMLElement.prototype.scrollIntoView = scroll;
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <ErrorNotice error={new Error('why')} title="Failed" {...props} />
    </TestApiProvider>,
  );
  expect(scroll).toHaveBeenCalledTimes(times);
});
