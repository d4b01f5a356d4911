import { lazy, Suspense } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import { useText } from '../../hooks/useText';
import type { CodeLanguage } from './languages';

export interface CodeEditorProps {
  value: string;
  /** Read-only without it. */
  onChange?: (value: string) => void;
  language: CodeLanguage;
  /** Accessible name. */
  label: string;
  /** Lines to mark as wrong, with the reason. */
  marks?: Array<{ line: number; message: string }>;
  /** Buttons to search and fold, for texts that are read. Keys do so everywhere. */
  tools?: boolean;
  /** Marks come while somebody writes: the text stays where it is on the screen. */
  quietMarks?: boolean;
  /** CSS length; scrolls beyond it. */
  maxHeight?: string;
}

const CodeMirrorEditor = lazy(() => import('./CodeMirrorEditor'));

/** Code with syntax highlighting; the editor itself is fetched on first use. */
export function CodeEditor(props: CodeEditorProps) {
  const t = useText();
  return (
    <Suspense
      fallback={
        <div role="status" aria-label={t('editor.loading')}>
          <Skeleton variant="rect" height={props.onChange ? 240 : 96} />
        </div>
      }
    >
      <CodeMirrorEditor {...props} />
    </Suspense>
  );
}
