import type { CodeEditorProps } from '../CodeEditor';

/** jsdom lays nothing out, which CodeMirror needs; a textarea stands in. */
export default function TextareaEditor(props: CodeEditorProps) {
  const { label, value, onChange, marks = [] } = props;
  return (
    <>
      <textarea
        aria-label={label}
        onChange={event => onChange?.(event.target.value)}
        readOnly={!onChange}
        value={value}
      />
      {marks.map(mark => (
        <div key={mark.line}>{`marked ${mark.line}: ${mark.message}`}</div>
      ))}
    </>
  );
}
