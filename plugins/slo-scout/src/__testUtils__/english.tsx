import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook } from '@testing-library/react';
import { useText, type Text } from '../hooks/useText';

/** The plugin's English texts, as a component gets them. */
export function english(): Text {
  const { result } = renderHook(useText, {
    wrapper: ({ children }) => (
      <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
        {children}
      </TestApiProvider>
    ),
  });
  return result.current;
}
