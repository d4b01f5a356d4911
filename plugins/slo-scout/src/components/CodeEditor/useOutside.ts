import { useEffect, type RefObject } from 'react';
import { Compartment } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Theme } from '@material-ui/core/styles';
import { appearance } from './appearance';

/** Where an editor keeps its colours: they follow the theme. */
export const colours = new Compartment();

/** Keeps an editor at the text and the theme of the page around it. */
export function useOutside(
  view: RefObject<EditorView | undefined>,
  { value, theme }: { value: string; theme: Theme },
) {
  useEffect(() => {
    const doc = view.current?.state.doc.toString();
    if (doc !== undefined && doc !== value) {
      view.current?.dispatch({
        changes: { from: 0, to: doc.length, insert: value },
      });
    }
  }, [view, value]);

  useEffect(() => {
    view.current?.dispatch({ effects: colours.reconfigure(appearance(theme)) });
  }, [view, theme]);
}
