import { checkService } from '../checkService';
import type { Mapping } from '../Mapping';
import { Metadata, readMarks } from '../readMetadata';
import { readPercent } from '../readTarget';
import type { LocatedSlo, ReadContext, ReadDocument } from '../types';
import { nameAlerting } from './nameAlerting';
import { readSli } from './readSli';
import type { SlothService, SlothSlo, SlothWords } from './shape';

/** Sloth's own default; the period is an option of its command, not of its documents. */
const PERIOD = '30d';

const LABELS =
  'Labels that every rule is to have are set in app-config.yaml, not in documents.';

export interface SlothContext extends ReadContext {
  document: ReadDocument;
  words: SlothWords;
  /** Of the Kubernetes object. */
  metadata?: Mapping<Metadata>;
}

/** The SLOs of one service, as Sloth writes them. */
export function readService(
  service: Mapping<SlothService>,
  context: SlothContext,
): LocatedSlo[] {
  const { findings, document } = context;
  checkService(service, context);
  service.child('labels')?.because(LABELS);
  findings.warn(
    document.path,
    `Sloth's documents do not say the window. Its default of ${PERIOD} is taken.`,
  );
  return service
    .children('slos')
    .flatMap(slo => readSlo(slo, service, context));
}

function readSlo(
  slo: Mapping<SlothSlo>,
  service: Mapping<SlothService>,
  context: SlothContext,
): LocatedSlo[] {
  const { findings, document } = context;
  nameAlerting(slo, context);
  const name = slo.take('name')!;
  const description = slo.take('description');
  const marks = readMarks(
    {
      annotations: context.metadata?.child('annotations'),
      // As Sloth merges them: the SLO's own labels win.
      labels: [slo.child('labels')?.because(LABELS), service.child('labels')],
    },
    findings,
  );
  const objective = readPercent(
    slo.take('objective')!,
    slo.at('objective'),
    findings,
  );
  const sli = readSli(slo.child('sli')!, name, context);
  if (!sli || !objective || !marks) return [];
  const draft = {
    name,
    ...(description ? { description } : {}),
    sli,
    objective,
    window: PERIOD,
    ...marks,
    document: document.text,
  };
  return [{ draft, path: slo.path, index: document.index }];
}
