import { useEffect, type RefObject } from 'react';
import { Annotation, Compartment, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Theme } from '@material-ui/core/styles';
import { appearance } from './appearance';

/** Where an editor keeps its colours: they follow the theme. */
export const colours = new Compartment();

const outside = Annotation.define<boolean>();

/** Told of what somebody writes, not of what the page itself puts into the editor. */
export function whenWritten(listen: (text: string) => void): Extension {
  return EditorView.updateListener.of(({ docChanged, state, transactions }) => {
    if (docChanged && !transactions.some(one => one.annotation(outside))) {
      listen(state.doc.toString());
    }
  });
}

/** Keeps an editor at the text and the theme of the page around it. */
export function useOutside(
  view: RefObject<EditorView | undefined>,
  { value, theme }: { value: string; theme: Theme },
) {
  useEffect(() => {
    const doc = view.current?.state.doc.toString();
    if (doc !== undefined && doc !== value) {
      view.current?.dispatch({
        annotations: outside.of(true),
        changes: { from: 0, to: doc.length, insert: value },
      });
    }
  }, [view, value]);

  useEffect(() => {
    view.current?.dispatch({ effects: colours.reconfigure(appearance(theme)) });
  }, [view, theme]);
}
