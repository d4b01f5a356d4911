import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type Layout, layoutOf } from '../../generators/layout';
import type { OutputFormat } from '../../generators/types';
import { SEGMENT } from '../pathGuard';
import { refuseUnknownKeys } from './knownKeys';
import { mayHold, mayMeet } from './pathTemplates';

type Part = keyof Layout;
type Placeholder = 'service' | 'slo' | 'alert';

interface PartRules {
  key: string;
  /** One file for each combination of these: no less, or two would share one. */
  names: Placeholder[];
  /** Who loads the whole directory that the file stands in. */
  loadedBy?: (format: OutputFormat) => Loader | undefined;
  endings: (format: OutputFormat) => string[];
}

type Loader = 'Prometheus' | 'Kubernetes';

const yaml = () => ['.yaml', '.yml'];
const ruleLoader = ({ rules }: OutputFormat): Loader =>
  rules === 'prometheus' ? 'Prometheus' : 'Kubernetes';

const PARTS: Record<Part, PartRules> = {
  recording_rule: {
    key: 'recordingRules',
    names: ['service'],
    loadedBy: ruleLoader,
    endings: yaml,
  },
  alert_rule: {
    key: 'alertRules',
    names: ['service'],
    loadedBy: ruleLoader,
    endings: yaml,
  },
  inhibit_rule: { key: 'inhibitRules', names: ['service'], endings: yaml },
  grafana_dashboard: {
    key: 'dashboards',
    names: ['service'],
    loadedBy: ({ dashboard }) =>
      dashboard === 'json' ? undefined : 'Kubernetes',
    endings: ({ dashboard }) => (dashboard === 'json' ? ['.json'] : yaml()),
  },
  runbook: { key: 'runbooks', names: ['service', 'slo'], endings: yaml },
  runbook_page: {
    key: 'runbookPages',
    names: ['service', 'slo'],
    endings: () => ['.md'],
  },
  rule_test: {
    key: 'ruleTests',
    names: ['service', 'slo', 'alert'],
    endings: yaml,
  },
};

const ALL = Object.keys(PARTS) as Part[];
const MAX_LENGTH = 150;

/**
 * Reads a target's `layout` and completes it. Throws `InputError` for one whose
 * files could leave the repository, share a path, or be loaded by whom they are
 * not for.
 */
export function readLayout(
  config: Config | undefined,
  format: OutputFormat,
  where: string,
): Layout {
  const keys = ALL.map(part => PARTS[part].key);
  if (config) refuseUnknownKeys(config, keys, where);
  const own: Partial<Layout> = {};
  for (const part of ALL) {
    const template = config?.getOptionalString(PARTS[part].key);
    if (template === undefined) continue;
    const place = `${where}.${PARTS[part].key}`;
    refuseUnsafe(template, place);
    refuseNames(template, PARTS[part].names, place);
    refuseEnding(template, PARTS[part].endings(format), place);
    own[part] = template;
  }
  const layout = layoutOf({ layout: own, format });
  refuseForeignLoads(layout, format, where);
  refuseMeetings(layout, where);
  return layout;
}

function refuseUnsafe(template: string, place: string) {
  const segments = template.replace(/\{[a-z]+\}/g, 'x').split('/');
  if (
    template.length > MAX_LENGTH ||
    !segments.every(segment => SEGMENT.test(segment))
  ) {
    throw new InputError(
      `${place}: ${JSON.stringify(
        template.slice(0, 200),
      )} is not a path inside the repository: parts of letters, digits, "_", "-" and ".", none of which begins with "." or "-", ${MAX_LENGTH} characters at most.`,
    );
  }
}

function refuseNames(template: string, names: Placeholder[], place: string) {
  const found = [...template.matchAll(/\{([a-z]+)\}/g)].map(match => match[1]);
  const shown = names.map(name => `{${name}}`).join(', ');
  const foreign = found.find(name => !names.includes(name as Placeholder));
  if (foreign !== undefined) {
    throw new InputError(
      `${place}: {${foreign}} has no value here. Placeholders: ${shown}.`,
    );
  }
  const missing = names.find(name => !found.includes(name));
  if (missing !== undefined) {
    throw new InputError(
      `${place}: {${missing}} is missing, so that two files would have one path. Placeholders: ${shown}.`,
    );
  }
  if (/\}[A-Za-z0-9]*\{/.test(template)) {
    throw new InputError(
      `${place}: put "/", "-", "_" or "." between two placeholders, or two names could give one path.`,
    );
  }
}

function refuseEnding(template: string, endings: string[], place: string) {
  if (!endings.some(ending => template.endsWith(ending))) {
    throw new InputError(
      `${place}: ${template} must end with ${endings.join(' or ')}.`,
    );
  }
}

function refuseMeetings(layout: Layout, where: string) {
  ALL.forEach((one, index) => {
    const other = ALL.slice(index + 1).find(part =>
      mayMeet(layout[one], layout[part]),
    );
    if (other) {
      throw new InputError(
        `${where}: ${describe(layout, one)} and ${describe(
          layout,
          other,
        )} could be the same file. Give each a name of its own.`,
      );
    }
  });
}

/** Prometheus refuses its whole configuration for one file that holds no rules. */
function refuseForeignLoads(
  layout: Layout,
  format: OutputFormat,
  where: string,
) {
  for (const host of ALL) {
    const loader = PARTS[host].loadedBy?.(format);
    if (!loader) continue;
    const guest = ALL.find(
      part =>
        PARTS[part].loadedBy?.(format) !== loader &&
        mayHold(layout[host], layout[part]),
    );
    if (guest) {
      throw new InputError(
        `${where}: ${describe(
          layout,
          guest,
        )} would stand in the directory of ${describe(
          layout,
          host,
        )}, which ${loader} loads. Give it a directory of its own.`,
      );
    }
  }
}

function describe(layout: Layout, part: Part): string {
  return `${PARTS[part].key} (${layout[part]})`;
}
