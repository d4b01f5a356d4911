import type { PromqlEditorProps } from '../PromqlEditor';

/** jsdom lays nothing out, which CodeMirror needs; a textarea stands in. */
export default function TextareaEditor(props: PromqlEditorProps) {
  const { label, value, onChange } = props;
  return (
    <textarea
      aria-label={label}
      onChange={event => onChange(event.target.value)}
      value={value}
    />
  );
}
