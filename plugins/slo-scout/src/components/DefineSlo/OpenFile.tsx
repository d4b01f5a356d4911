import { useRef, useState, type ChangeEvent } from 'react';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { useText } from '../../hooks/useText';

const MAX_BYTES = 1024 * 1024;

/** Takes the text of a file in place of what is written. */
export function OpenFile({ onText }: { onText: (text: string) => void }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // Chosen again after it was corrected, the same file counts as another.
    event.target.value = '';
    setTooLarge(file !== undefined && file.size > MAX_BYTES);
    if (file && file.size <= MAX_BYTES) onText(await file.text());
  };
  return (
    <>
      <Button onClick={() => input.current?.click()} variant="outlined">
        {t('slos.document.openFile')}
      </Button>
      <input
        ref={input}
        accept=".yaml,.yml"
        aria-label={t('slos.document.file')}
        hidden
        onChange={read}
        type="file"
      />
      {tooLarge && (
        <Alert severity="error">{t('slos.document.tooLarge')}</Alert>
      )}
    </>
  );
}
