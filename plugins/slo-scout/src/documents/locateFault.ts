import type { FaultDetail } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Node,
} from 'yaml';

/** A fault of a document, with the line it belongs to where that is known. */
export interface LocatedFault extends FaultDetail {
  /** From 1. */
  line?: number;
}

type Segment = string | number;

/** Reads `document[0].spec.objectives[1].target` and `["quoted key"]`. */
export function parseFaultPath(path: string): Segment[] {
  return [...path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]/]+)/g)].map(
    ([, index, quoted, plain]) =>
      index === undefined ? quoted ?? plain : Number(index),
  );
}

/** Finds where in the text each fault of the server belongs. */
export function locateFaults(
  text: string,
  faults: FaultDetail[],
): LocatedFault[] {
  const lines = new LineCounter();
  const documents = parseDocuments(text, lines);
  return faults.map(fault => ({
    ...fault,
    line:
      lineInMessage(fault.message) ??
      lineOfPath(documents, parseFaultPath(fault.path), lines),
  }));
}

function parseDocuments(text: string, lineCounter: LineCounter) {
  const parsed = parseAllDocuments(text, { lineCounter, logLevel: 'silent' });
  return Array.isArray(parsed) ? parsed : [];
}

function lineInMessage(message: string): number | undefined {
  const found = /\bat line (\d+)/.exec(message);
  return found ? Number(found[1]) : undefined;
}

function lineOfPath(
  documents: ReturnType<typeof parseDocuments>,
  path: Segment[],
  lines: LineCounter,
): number | undefined {
  if (!/^documents?$/.test(String(path[0]))) return undefined;
  const numbered = typeof path[1] === 'number';
  const document = documents[numbered ? Number(path[1]) : 0];
  const inside = path.slice(numbered ? 2 : 1);
  // A missing field has no place of its own: its nearest parent stands in.
  for (let depth = inside.length; document && depth >= 0; depth--) {
    const offset = offsetOf(document.contents, inside.slice(0, depth));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return undefined;
}

function offsetOf(root: Node | null, path: Segment[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        item =>
          isScalar(item.key) && String(item.key.value) === String(segment),
      );
      if (!pair || !isScalar(pair.key)) return undefined;
      // The key's line, not the value's: a block value begins further down.
      offset = pair.key.range?.[0];
      node = pair.value;
    } else {
      const items: unknown = (node as { items?: unknown } | null)?.items;
      node = Array.isArray(items) ? items[Number(segment)] : undefined;
      if (node === undefined) return undefined;
      offset = (node as Node).range?.[0];
    }
  }
  return offset ?? undefined;
}
