import { EditorView } from '@codemirror/view';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import PromqlEditor from '../PromqlField/PromqlEditor';
import CodeMirrorEditor from './CodeMirrorEditor';

const lookUp = async () => ({ values: [], complete: true });

it.each([
  [
    'documents',
    (value: string, onChange: (text: string) => void) => (
      <CodeMirrorEditor
        label="text"
        language="yaml"
        onChange={onChange}
        value={value}
      />
    ),
  ],
  [
    'expressions',
    (value: string, onChange: (text: string) => void) => (
      <PromqlEditor
        label="text"
        lookUp={lookUp}
        onChange={onChange}
        value={value}
      />
    ),
  ],
])('of %s: takes only what is written in it for writing', (_, editor) => {
  const written = jest.fn();
  const page = (value: string) => (
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      {editor(value, written)}
    </TestApiProvider>
  );
  const { rerender } = render(page('up'));
  rerender(page('from_the_page'));
  const box = screen.getByRole('textbox', { name: 'text' });
  expect(box).toHaveTextContent('from_the_page');
  expect(written).not.toHaveBeenCalled();
  EditorView.findFromDOM(box)?.dispatch({ changes: { from: 0, insert: 'a' } });
  expect(written).toHaveBeenCalledWith('afrom_the_page');
});
