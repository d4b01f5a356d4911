/** Markup that needs no escaping any more. @internal */
export class Html {
  constructor(readonly markup: string) {}
}

type Value = Html | string | number | null | undefined | Value[];

/** Template tag: every value is escaped unless it is markup itself. @internal */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const markup = strings.reduce(
    (all, text, i) => all + text + (i < values.length ? render(values[i]) : ''),
    '',
  );
  return new Html(markup);
}

function render(value: Value): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(render).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, char => ENTITIES[char]);
}
