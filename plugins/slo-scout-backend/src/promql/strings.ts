/** A string literal of PromQL, in double quotes, for any text. */
export function quote(value: string): string {
  let quoted = '"';
  for (const char of value) {
    quoted += escapeChar(char);
  }
  return `${quoted}"`;
}

const NAMED: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeChar(char: string): string {
  if (NAMED[char]) return NAMED[char];
  const code = char.codePointAt(0)!;
  if (code < 0x20 || code === 0x7f) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  // A lone surrogate has no UTF-8 form, and label values are UTF-8.
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : char;
}

const SIMPLE_ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const HEX_ESCAPES: Record<string, number> = { x: 2, u: 4, U: 8 };

/** The text that a string literal of PromQL (Go's escapes) stands for. */
export function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`')) return body;
  let text = '';
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') {
      text += body[i];
      continue;
    }
    const kind = body[i + 1];
    const digits = HEX_ESCAPES[kind];
    if (digits) {
      text += fromCode(body.slice(i + 2, i + 2 + digits), 16);
      i += 1 + digits;
    } else if (kind in SIMPLE_ESCAPES) {
      text += SIMPLE_ESCAPES[kind];
      i += 1;
    } else {
      text += fromCode(body.slice(i + 1, i + 4), 8);
      i += 3;
    }
  }
  return text;
}

function fromCode(digits: string, base: number): string {
  const code = parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** The text as a regular expression (RE2) that matches nothing else. */
export function quoteRegex(text: string): string {
  return [...text]
    .map(char => ('\\.+*?()|[]{}^$'.includes(char) ? `\\${char}` : char))
    .join('');
}
