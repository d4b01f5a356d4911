import { useEffect, useRef } from 'react';
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, tooltips } from '@codemirror/view';
import { useTheme } from '@material-ui/core/styles';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { appearance } from '../CodeEditor/appearance';
import { colours, useOutside, whenWritten } from '../CodeEditor/useOutside';
import { type LookUp, promqlCompletion } from './completion';

export interface PromqlEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  lookUp: LookUp;
}

/** A small editor of one expression; loaded only when a form is shown. */
export default function PromqlEditor(props: PromqlEditorProps) {
  const { label, value, onChange, lookUp } = props;
  const theme = useTheme();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const latest = useRef({ value, onChange, theme });
  latest.current = { value, onChange, theme };

  useEffect(() => {
    const promql = new PromQLExtension()
      // Faults are said by the check, in the words of Prometheus.
      .activateLinter(false)
      .setComplete({ completeStrategy: promqlCompletion(lookUp) });
    const editor = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          promql.asExtension(),
          autocompletion({ icons: false }),
          // Not cut off by the card that the field stands in.
          tooltips({ position: 'fixed' }),
          history(),
          bracketMatching(),
          closeBrackets(),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-multiline': 'true',
          }),
          colours.of(appearance(latest.current.theme)),
          whenWritten(text => latest.current.onChange(text)),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, lookUp]);

  useOutside(view, { value, theme });

  return <div ref={parent} />;
}
