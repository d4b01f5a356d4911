import { useEffect, useRef } from 'react';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useTheme } from '@material-ui/core/styles';
import { useText } from '../../hooks/useText';
import { appearance } from './appearance';
import type { CodeEditorProps } from './CodeEditor';
import { EditorTools } from './EditorTools';
import { languageExtension } from './languages';
import { phrases } from './phrases';
import { colours, useOutside, whenWritten } from './useOutside';

/** CodeMirror behind one React component; loaded only when code is shown. */
export default function CodeMirrorEditor(props: CodeEditorProps) {
  const { value, onChange, language, label, marks, maxHeight, tools } = props;
  const { quietMarks } = props;
  const theme = useTheme();
  const t = useText();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const latest = useRef({ value, onChange, theme, t });
  latest.current = { value, onChange, theme, t };
  const editable = onChange !== undefined;

  useEffect(() => {
    const editor = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          lineNumbers(),
          foldGutter(),
          bracketMatching(),
          drawSelection(),
          search({ top: true }),
          phrases(latest.current.t),
          editable ? [history(), highlightActiveLine(), lintGutter()] : [],
          keymap.of([
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
          ]),
          EditorView.lineWrapping,
          EditorState.readOnly.of(!editable),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-readonly': String(!editable),
            'aria-multiline': 'true',
          }),
          languageExtension(language),
          colours.of(appearance(latest.current.theme)),
          whenWritten(text => latest.current.onChange?.(text)),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [editable, label, language]);

  useOutside(view, { value, theme });

  useEffect(() => {
    const editor = view.current;
    if (!editor || !marks) return;
    const { doc } = editor.state;
    const diagnostics = marks
      .filter(mark => mark.line >= 1 && mark.line <= doc.lines)
      .map(mark => {
        const { from, to } = doc.line(mark.line);
        return { from, to, severity: 'error' as const, message: mark.message };
      })
      .sort((a, b) => a.from - b.from);
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
    if (diagnostics.length > 0 && !quietMarks) {
      editor.dispatch({
        effects: EditorView.scrollIntoView(diagnostics[0].from, {
          y: 'center',
        }),
      });
    }
  }, [marks, quietMarks]);

  return (
    <>
      {tools && <EditorTools editor={view} />}
      <div ref={parent} style={{ maxHeight, overflow: 'auto' }} />
    </>
  );
}
