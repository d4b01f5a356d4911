import {
  codeBlock,
  codeSpan,
  escapeText,
  headingAnchor,
  linkAddress,
} from '../../markdown';

/** Markdown that stands as it is. */
export class Markdown {
  constructor(readonly text: string) {}
}

/**
 * What a page template sees of a document: objects without prototypes, so that
 * they hold nothing else, lists, and values in their forms.
 */
export interface View {
  [name: string]: ViewNode | undefined;
}

export type ViewNode = View | ViewNode[] | Markdown;

/** Item of a list: its place in it, from 1. */
const NUMBER = 'number';

/** The view of a filled runbook template, or of any other plain document. */
export function viewOf(document: unknown): View {
  return typeof document === 'object' && document !== null
    ? viewOfFields(document, [])
    : emptyView();
}

const VALUE = Symbol('value');
const ADDRESS = Symbol('address');

interface Leaf {
  [VALUE]: string;
  [ADDRESS]: string | undefined;
}

/** Forms are made when they are asked for: most never are. */
const FORMS = Object.create(null, {
  text: form(leaf => escapeText(leaf[VALUE])),
  code: form(leaf => codeSpan(leaf[VALUE])),
  block: form(leaf => codeBlock(leaf[VALUE], 'sh')),
  anchor: form(leaf => `#${headingAnchor(leaf[VALUE])}`),
  url: form(leaf => leaf[ADDRESS] ?? linkAddress(leaf[VALUE])),
});

function form(print: (leaf: Leaf) => string | undefined): PropertyDescriptor {
  return {
    get(this: Leaf) {
      const text = print(this);
      return text === undefined ? undefined : new Markdown(text);
    },
  };
}

/**
 * A value in its forms: `x` is text, `x.code` a code span, `x.block` a block of
 * shell, `x.anchor` the address of a heading with this text, and `x.url` an
 * address for a link's brackets, which only http and https have.
 */
export function leafOf(value: string, address?: string): View {
  return Object.assign(Object.create(FORMS), {
    [VALUE]: value,
    [ADDRESS]: address,
  });
}

/** For Mustache: the text of a value, or the form that was asked for. */
export function printNode(node: unknown): string {
  if (node instanceof Markdown) return node.text;
  const text = (node as View | undefined)?.text;
  // Only a list or a section has none; the check of the template refuses those.
  return text instanceof Markdown ? text.text : '';
}

function emptyView(): View {
  return Object.create(null);
}

/**
 * @param outer - names of the lists further out. Mustache looks a missing name up
 *   there: an alert without steps of its own would show those of the runbook.
 */
function viewOfFields(fields: object, outer: string[]): View {
  const entries = Object.entries(fields);
  const lists = entries
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => name);
  const view = emptyView();
  for (const name of outer) view[name] = undefined;
  for (const [name, value] of entries) {
    view[name] = nodeOf(value, [...outer, ...lists]);
  }
  return view;
}

function nodeOf(value: unknown, outer: string[]): ViewNode | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return viewOfItems(value, outer);
  if (typeof value === 'object') return viewOfFields(value, outer);
  return leafOf(String(value));
}

/** Every item has the names of all, for the same reason. */
function viewOfItems(items: unknown[], outer: string[]): ViewNode[] {
  const names = new Set(
    items.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.keys(item) : [],
    ),
  );
  return items.flatMap((item, index) => {
    const node = nodeOf(item, outer);
    if (node === undefined) return [];
    if (Array.isArray(node) || node instanceof Markdown) return [node];
    for (const name of names) node[name] ??= undefined;
    return [numbered(node, index + 1)];
  });
}

function numbered(view: View, place: number): View {
  view[NUMBER] ??= leafOf(String(place));
  return view;
}
