import type { RefObject } from 'react';
import { foldAll, unfoldAll } from '@codemirror/language';
import { openSearchPanel } from '@codemirror/search';
import type { Command, EditorView } from '@codemirror/view';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Search from '@material-ui/icons/Search';
import UnfoldLess from '@material-ui/icons/UnfoldLess';
import UnfoldMore from '@material-ui/icons/UnfoldMore';
import { useText } from '../../hooks/useText';

/** What the keys of the editor do, for those who do not know them. */
export function EditorTools(props: {
  editor: RefObject<EditorView | undefined>;
}) {
  const t = useText();
  const run = (command: Command) => () => {
    const editor = props.editor.current;
    if (editor) command(editor);
  };
  return (
    <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
      <Button
        onClick={run(openSearchPanel)}
        size="small"
        startIcon={<Search />}
      >
        {t('preview.code.search')}
      </Button>
      <Button onClick={run(foldAll)} size="small" startIcon={<UnfoldLess />}>
        {t('preview.code.foldAll')}
      </Button>
      <Button onClick={run(unfoldAll)} size="small" startIcon={<UnfoldMore />}>
        {t('preview.code.unfoldAll')}
      </Button>
    </Box>
  );
}
