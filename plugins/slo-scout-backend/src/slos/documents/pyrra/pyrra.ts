import { pyrraSchema } from '../../../schemas';
import type { Mapping } from '../Mapping';
import { readMarks } from '../readMetadata';
import { readPeriod } from '../readPeriod';
import { readPercent } from '../readTarget';
import type { Dialect, LocatedSlo, ReadContext, ReadDocument } from '../types';
import { readIndicator } from './readIndicator';
import type { PyrraDocument, PyrraSpec } from './shape';

export const pyrra: Dialect = {
  title: "Pyrra's ServiceLevelObjective",
  version: 'pyrra.dev/v1alpha1',
  schema: pyrraSchema,
  read: (documents, context) =>
    (documents as Array<ReadDocument<PyrraDocument>>).flatMap(document =>
      readSlo(document, context),
    ),
};

function readSlo(
  document: ReadDocument<PyrraDocument>,
  { findings }: ReadContext,
): LocatedSlo[] {
  const { root } = document;
  root.take('kind');
  const metadata = root.child('metadata')!;
  const spec = root.child('spec')!;
  nameSettings(spec);
  const marks = readMarks(
    {
      annotations: metadata.child('annotations'),
      labels: [
        metadata
          .child('labels')
          ?.because(
            'Labels that every rule is to have are set in app-config.yaml.',
          ),
      ],
    },
    findings,
  );
  const name = metadata.take('name')!;
  const description = spec.take('description');
  const objective = readPercent(
    spec.take('target')!,
    spec.at('target'),
    findings,
  );
  const window = readPeriod(spec.take('window')!, spec.at('window'), findings);
  const sli = readIndicator(spec.child('indicator')!, name, findings);
  if (!marks || !objective || !window || !sli) return [];
  const draft = {
    name,
    ...(description ? { description } : {}),
    sli,
    objective,
    window,
    ...marks,
    document: document.text,
  };
  return [{ draft, path: spec.path, index: document.index }];
}

/** Names how Pyrra would have alerted and recorded. */
function nameSettings(spec: Mapping<PyrraSpec>) {
  const alerting = spec.child('alerting');
  alerting?.because(
    'SLO Scout makes burn-rate and no-data alerts under names of its own.',
  );
  for (const key of ['disabled', 'burnrates', 'absent'] as const) {
    const made = key === 'disabled' ? false : true;
    const value = alerting?.take(key);
    if (value === undefined) continue;
    alerting?.leave(
      key,
      value === made
        ? 'Such alerts are made in any case.'
        : 'SLO Scout makes these alerts too. Give the SLO the severity low, and route that where nobody is woken.',
    );
  }
  spec.leave(
    'performanceOverAccuracy',
    'Windows above 6h are summed up from recorded counts, unless the annotation slo-scout.io/accuracy says exact.',
  );
}
