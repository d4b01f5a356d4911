import type { Sli } from '@slo-scout/backstage-plugin-slo-scout-common';
import { shown } from '../Findings';
import type { Mapping } from '../Mapping';
import { readQuery } from '../readQuery';
import { hasPlaceholder, plainPlaceholder } from './placeholder';
import type { SlothContext } from './readService';
import type { SlothSli } from './shape';

/** The indicator of an SLO; undefined after a fault. */
export function readSli(
  sli: Mapping<SlothSli>,
  name: string,
  context: SlothContext,
): Sli | undefined {
  const kinds = (['events', 'raw', 'plugin'] as const).filter(k => sli.has(k));
  if (kinds.length !== 1) {
    context.findings.fault(sli.path, 'Give one of events and raw.');
    return undefined;
  }
  switch (kinds[0]) {
    case 'events':
      return readEvents(sli, name, context);
    case 'raw':
      return readRaw(sli, name, context);
    default:
      context.findings.fault(
        sli.at('plugin'),
        `The plugin ${shown(
          sli.child('plugin')!.take('id'),
        )} is a program of Sloth's that makes the queries. Run sloth generate, and write the queries it made as events or raw.`,
      );
      return undefined;
  }
}

function readEvents(
  sli: Mapping<SlothSli>,
  name: string,
  context: SlothContext,
): Sli | undefined {
  const { findings, words } = context;
  const events = sli.child('events')!;
  const bad = readWindowed(events, words.errorQuery, context);
  const total = readWindowed(events, words.totalQuery, context);
  if (bad === undefined || total === undefined) return undefined;
  if (bad === total) {
    findings.fault(
      events.path,
      `${words.errorQuery} and ${words.totalQuery} are the same: everything would be bad.`,
    );
    return undefined;
  }
  return {
    kind: 'ratio',
    name,
    bad: { query: bad, counter: false },
    total: { query: total, counter: false },
  };
}

function readRaw(
  sli: Mapping<SlothSli>,
  name: string,
  context: SlothContext,
): Sli | undefined {
  const raw = sli.child('raw')!;
  const query = readWindowed(raw, context.words.errorRatioQuery, context);
  return query === undefined
    ? undefined
    : { kind: 'raw_ratio', name, query, of: 'failure' };
}

/** A query with Sloth's placeholder for the window, without which Sloth refuses it. */
function readWindowed<K extends string>(
  mapping: Mapping<{ [key in K]?: string }>,
  key: K,
  { findings }: SlothContext,
): string | undefined {
  const text = mapping.take(key);
  const query = readQuery(
    typeof text === 'string' ? plainPlaceholder(text) : text,
    mapping.at(key),
    findings,
  );
  if (query === undefined || hasPlaceholder(query)) return query;
  findings.fault(
    mapping.at(key),
    'The query has no {{.window}}: it would look back over the same time in every rule. Write {{.window}} as the range.',
  );
  return undefined;
}
