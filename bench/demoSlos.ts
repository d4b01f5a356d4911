import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { demoPlatformDirectory } from 'testbed';

const APPROVED = ['checkout_latency_p95', 'payment_success_rate'];

interface Document {
  kind: string;
  metadata: { name: string };
  spec: { objectives: Array<{ target: number }> };
}

/** The demo's two approved SLOs, with objectives that no other revision has. */
export function demoSloDocuments(revision: number): string {
  const file = join(demoPlatformDirectory, 'slos/payments-api.yaml');
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => document.toJS() as Document)
    .filter(({ kind, metadata }) =>
      kind === 'SLO' ? APPROVED.includes(metadata.name) : true,
    )
    .map(document => {
      for (const objective of document.spec.objectives ?? []) {
        objective.target = Number(
          (objective.target + revision / 100_000).toFixed(5),
        );
      }
      return stringify(document);
    })
    .join('---\n');
}
