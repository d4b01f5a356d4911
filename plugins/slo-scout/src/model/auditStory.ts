import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import { linksOf, type Link } from './auditLinks';

/** What became of one bundle, from the drafts it was made of to its deployment. */
export interface AuditStory {
  /** Sequence number of its generation, or of its first entry where none is known. */
  id: number;
  /** Oldest first. */
  entries: AuditEntry[];
  /** Its generation is among them, and what it was made of from the draft on. */
  begun: boolean;
}

export interface AuditStories {
  /** The one in which something happened last is first. */
  stories: AuditStory[];
  /** Entries that belong to no bundle, newest first. */
  others: AuditEntry[];
  /** Sequence numbers of entries that are told in more than one story. */
  shared: ReadonlySet<number>;
}

interface Draft {
  id: number;
  entries: Set<AuditEntry>;
  /** Files of its generation; undefined where no generation is known. */
  files?: string;
  /** An SLO that it was made of is not known from its draft on. */
  cut?: boolean;
}

class Storyteller {
  readonly #stories = new Set<Draft>();
  readonly #linked = new Map<Link, Set<Draft>>();
  readonly #others = new Set<AuditEntry>();
  /** Of each SLO, what led to its revision in force, and what happened since. */
  readonly #slos = new Map<
    string,
    { inForce: AuditEntry[]; since: AuditEntry[] }
  >();

  add(entry: AuditEntry): void {
    if (this.#addSlo(entry)) return;
    const { strongest, generated, sloIds } = linksOf(entry);
    const links = strongest.flat();
    if (links.length === 0) {
      this.#others.add(entry);
      return;
    }
    const targets =
      generated === undefined
        ? this.#targets(strongest, entry.seq)
        : this.#generated(links, generated, entry.seq);
    // What was known of a bundle before it was known whose it is.
    for (const orphan of this.#known(links)) {
      if (!targets.has(orphan) && orphan.files === undefined) {
        this.#absorb(orphan, targets);
      }
    }
    for (const story of targets) {
      story.cut ||= sloIds.some(id => !this.#isDrafted(id));
      for (const before of sloIds.flatMap(id => this.#taken(id))) {
        story.entries.add(before);
      }
      story.entries.add(entry);
    }
    for (const link of links) {
      // The last generation that brought a file is the one that is decided on.
      if (generated || !this.#linked.has(link)) this.#linked.set(link, targets);
    }
  }

  end(): AuditStories {
    const stories = [...this.#stories].map(({ id, entries, files, cut }) => {
      const ordered = [...entries].sort((a, b) => a.seq - b.seq);
      const begun = files !== undefined && !cut;
      return { id, entries: ordered, begun };
    });
    const last = (story: AuditStory) =>
      story.entries[story.entries.length - 1].seq;
    const times = new Map<number, number>();
    for (const { seq } of stories.flatMap(story => story.entries)) {
      times.set(seq, (times.get(seq) ?? 0) + 1);
    }
    return {
      stories: stories.sort((a, b) => last(b) - last(a)),
      others: [...this.#others]
        .filter(({ seq }) => !times.has(seq))
        .sort((a, b) => b.seq - a.seq),
      shared: new Set([...times].flatMap(([seq, n]) => (n > 1 ? [seq] : []))),
    };
  }

  /** Drafts and approvals of SLOs wait for the generation that uses them. */
  #addSlo(entry: AuditEntry): boolean {
    const id = entry.payload.slo_id;
    if (typeof id !== 'string') return false;
    const slo = this.#slos.get(id) ?? { inForce: [], since: [] };
    this.#slos.set(id, slo);
    this.#others.add(entry);
    if (entry.action === 'slo_approved') {
      slo.inForce = [...slo.since, entry];
      slo.since = [];
    } else if (/^slo_(created|revised)$/.test(entry.action)) {
      slo.since.push(entry);
    }
    return true;
  }

  #taken(sloId: string): AuditEntry[] {
    return this.#slos.get(sloId)?.inForce ?? [];
  }

  #isDrafted(sloId: string): boolean {
    const [first] = this.#taken(sloId);
    return first !== undefined && first.action !== 'slo_approved';
  }

  #known(links: readonly Link[]): Set<Draft> {
    return new Set(links.flatMap(link => [...(this.#linked.get(link) ?? [])]));
  }

  /** The same files again are the same bundle. */
  #generated(links: readonly Link[], files: string, seq: number): Set<Draft> {
    const again = [...this.#known(links)].filter(
      story => files !== '' && story.files === files,
    );
    return again.length > 0 ? new Set(again) : this.#begin(seq, files);
  }

  #targets(strongest: readonly Link[][], seq: number): Set<Draft> {
    for (const links of strongest) {
      const rooted = [...this.#known(links)].filter(
        story => story.files !== undefined,
      );
      if (rooted.length > 0) return new Set(rooted);
    }
    const [orphan] = this.#known(strongest.flat());
    return orphan ? new Set([orphan]) : this.#begin(seq);
  }

  #begin(id: number, files?: string): Set<Draft> {
    const story: Draft = { id, entries: new Set(), files };
    this.#stories.add(story);
    return new Set([story]);
  }

  #absorb(orphan: Draft, into: Set<Draft>): void {
    this.#stories.delete(orphan);
    for (const story of into) {
      orphan.entries.forEach(entry => story.entries.add(entry));
    }
    for (const [link, stories] of this.#linked) {
      if (stories.has(orphan)) this.#linked.set(link, into);
    }
  }
}

/**
 * Groups entries, in any order and of any part of the log. A generation begins a
 * story, unless it brought the very files of another. What names several bundles,
 * such as one approval of two, is told in each.
 */
export function auditStories(entries: readonly AuditEntry[]): AuditStories {
  const told = new Storyteller();
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    told.add(entry);
  }
  return told.end();
}

/** Whether the stories in which an entry is told are known from their beginning on. */
export function isBegun(entries: readonly AuditEntry[], seq: number): boolean {
  return auditStories(entries)
    .stories.filter(story => story.entries.some(entry => entry.seq === seq))
    .every(({ begun }) => begun);
}
