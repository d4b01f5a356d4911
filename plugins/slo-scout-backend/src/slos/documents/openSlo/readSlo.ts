import type { Sli } from '@slo-scout/backstage-plugin-slo-scout-common';
import { checkService } from '../checkService';
import { shown } from '../Findings';
import type { Mapping } from '../Mapping';
import { readMarks } from '../readMetadata';
import type { LocatedSlo, ReadContext, ReadDocument } from '../types';
import type { Library } from './Library';
import { readLimit, readNames, readTarget } from './objectives';
import { readBudgeting, readMethod, warnOfSlices } from './readBudgeting';
import type { SloContext } from './readMetric';
import { ReadSli, readSli } from './readSli';
import { readTimeWindow } from './readTimeWindow';
import type {
  OpenSloDocument,
  OpenSloIndicator,
  OpenSloObjective,
  OpenSloSlo,
} from './shape';
import type { Words } from './words';

/** One SLO for each objective of a document of kind SLO. */
export function readSlo(
  document: ReadDocument<OpenSloDocument<OpenSloSlo>>,
  shared: ReadContext & { library: Library; words: Words },
): LocatedSlo[] {
  const context: SloContext = { ...shared, used: new Set() };
  const { findings } = context;
  const metadata = document.root.child('metadata')!;
  const slo = document.root.child('spec')!;
  checkService(slo, context);
  slo.leave(
    'alertPolicies',
    'SLO Scout makes multi-window burn-rate alerts of its own.',
  );
  const heading = {
    name: metadata.take('name')!,
    displayName: metadata.take('displayName'),
  };
  const marks = readMarks(
    {
      annotations: metadata.child('annotations'),
      labels: [metadata.child('labels')],
    },
    findings,
  );
  const window = readTimeWindow(slo, findings);
  const method = readMethod(slo, findings);
  const indicator = readIndicator(slo, heading.name, context);
  if (indicator?.read.kind === 'threshold' && method !== 'Occurrences') {
    warnOfSlices(slo.at('budgetingMethod'), findings);
  }
  const description = slo.take('description');
  const objectives = slo.children('objectives');
  return objectives.flatMap((objective, index) => {
    const target = readTarget(objective, context);
    const names = readNames(heading, objectives, index, findings);
    const sli = indicator && completeSli(indicator, objective, context);
    const slices =
      sli?.kind === 'threshold'
        ? {}
        : readBudgeting(method, objective, findings);
    if (!names || !sli || !window || !marks || !slices || !target) return [];
    const draft = {
      ...names,
      ...(description ? { description } : {}),
      sli,
      objective: target,
      window,
      ...marks,
      ...slices,
      document: [document, ...context.used].map(d => d.text).join('---\n'),
    };
    return [{ draft, path: objective.path, index: document.index }];
  });
}

interface Indicator {
  name: string;
  read: ReadSli;
}

function readIndicator(
  slo: Mapping<OpenSloSlo>,
  sloName: string,
  context: SloContext,
): Indicator | undefined {
  const { findings, library, words } = context;
  const inline = slo.child(words.indicator) as
    | Mapping<OpenSloIndicator>
    | undefined;
  const ref = slo.take(words.indicatorRef);
  if ((inline === undefined) === (ref === undefined)) {
    findings.fault(slo.path, refusalOfIndicators(slo, words));
    return undefined;
  }
  if (inline) {
    const read = readSli(inline.child('spec')!, context);
    return (
      read && { name: inline.child('metadata')?.take('name') ?? sloName, read }
    );
  }
  const found = library.sli(ref!);
  if (!found) {
    findings.fault(
      slo.at(words.indicatorRef),
      `There is no SLI ${shown(ref)} in the text. Add its document.`,
    );
    return undefined;
  }
  context.used.add(found.document);
  const read = readSli(found.spec, context);
  return read && { name: ref!, read };
}

function refusalOfIndicators(slo: Mapping<OpenSloSlo>, words: Words): string {
  const composite = slo
    .children('objectives')
    .some(o => o.has(words.indicator) || o.has(words.indicatorRef));
  return composite
    ? 'Composite SLOs, with an indicator for each objective, are not read. Write one SLO for each.'
    : `Give either ${words.indicator} or ${words.indicatorRef}.`;
}

function completeSli(
  { name, read }: Indicator,
  objective: Mapping<OpenSloObjective>,
  { findings }: SloContext,
): Sli | undefined {
  if (read.kind !== 'threshold') return { ...read, name };
  const limit = readLimit(objective, findings);
  return limit && { ...read, ...limit, name };
}
