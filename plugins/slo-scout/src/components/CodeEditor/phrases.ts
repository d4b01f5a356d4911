import { EditorState, type Extension } from '@codemirror/state';
import type { Text } from '../../hooks/useText';

/** The editor's own words in the viewer's language. */
export function phrases(t: Text): Extension {
  return EditorState.phrases.of({
    Find: t('preview.code.find'),
    next: t('preview.code.next'),
    previous: t('preview.code.previous'),
    all: t('preview.code.all'),
    'match case': t('preview.code.matchCase'),
    regexp: t('preview.code.regexp'),
    'by word': t('preview.code.byWord'),
    close: t('preview.code.close'),
    'Go to line': t('preview.code.goToLine'),
    go: t('preview.code.go'),
    'folded code': t('preview.code.foldedCode'),
    unfold: t('preview.code.unfold'),
    'Fold line': t('preview.code.foldLine'),
    'Unfold line': t('preview.code.unfoldLine'),
    'Control character': t('preview.code.controlCharacter'),
    'current match': t('preview.code.currentMatch'),
    'on line': t('preview.code.onLine'),
    'Selection deleted': t('preview.code.selectionDeleted'),
  });
}
