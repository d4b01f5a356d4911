import { parseEntityRef } from '@backstage/catalog-model';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { printSelector } from '../promql';
import { GenerationRefused } from './GenerationRefused';
import { DEFAULT_LAYOUT, fillPath, type Layout } from './layout';
import {
  dashboardUid,
  namesOf,
  pathIn,
  refuseCollisions,
  serviceSlug,
  SloNames,
} from './names';
import { refuseUnusable } from './refuseUnusable';
import { refuseUnusableOptions, RULE_LABELS } from './ruleOptions';
import type { GeneratorInput } from './types';

/** Labels of every rule, in the order in which they are written. */
export interface RuleLabels {
  service: string;
  environment: string;
  slo: string;
  owner: string;
}

/** What all generators need to know of one SLO. */
export interface PreparedSlo {
  slo: Slo;
  names: SloNames;
  labels: RuleLabels;
  /** Labels that the organisation adds to every rule, by name. */
  added: Record<string, string>;
  /** Names of all of these labels. */
  ruleLabels: string[];
  /** Selector of one of the SLO's recorded series. */
  recorded(name: 'value' | 'bad' | 'total'): string;
  runbookPath: string;
  /** The runbook for people. */
  runbookPagePath: string;
  /** Rule test of one of the SLO's alerts. */
  testPath(alert: string): string;
}

/** The input in the order in which it is written, with its names and paths. */
export interface Prepared {
  service: string;
  slos: PreparedSlo[];
  ids: string[];
  dashboardUid: string;
  dashboardPath: string;
  /** In Grafana, or the file where no Grafana is configured. */
  dashboardUrl: string;
  recordingPath: string;
  alertPath: string;
  inhibitPath: string;
}

/** Throws `GenerationRefused` for SLOs that cannot stand in one file. */
export function prepare(input: GeneratorInput): Prepared {
  if (input.slos.length === 0) {
    throw new GenerationRefused('There is no SLO to generate from.');
  }
  const slos = [...input.slos].sort((a, b) => compare(a.name, b.name));
  slos.forEach(refuseUnusable);
  refuseCollisions(slos);
  refuseUnusableOptions(input.rules);
  const service = serviceSlug(input.service.name);
  const layout = { ...DEFAULT_LAYOUT, ...input.target.layout };
  const place: Place = (part, names) =>
    pathIn(
      input.target.directory,
      fillPath(layout[part], { service, ...names }),
    );
  const uid = dashboardUid(input.service.entity_ref, input.environment);
  const dashboardPath = place('grafana_dashboard');
  return {
    service,
    slos: slos.map(slo => prepareSlo(input, slo, place)),
    ids: slos.map(slo => slo.id),
    dashboardUid: uid,
    dashboardPath,
    dashboardUrl:
      input.target.dashboardUrl?.(uid) ?? input.target.fileUrl(dashboardPath),
    recordingPath: place('recording_rule'),
    alertPath: place('alert_rule'),
    inhibitPath: place('inhibit_rule'),
  };
}

type Place = (
  part: keyof Layout,
  names?: { slo?: string; alert?: string },
) => string;

function prepareSlo(
  input: GeneratorInput,
  slo: Slo,
  place: Place,
): PreparedSlo {
  const names = namesOf(slo);
  const metric = { slo: names.metric };
  const labels: RuleLabels = {
    service: input.service.name,
    environment: input.environment,
    slo: slo.name,
    owner: ownerName(input.service.owner),
  };
  const added = Object.fromEntries(
    Object.entries(input.rules?.labels ?? {}).sort(([a], [b]) => compare(a, b)),
  );
  return {
    slo,
    names,
    labels,
    added,
    ruleLabels: [...RULE_LABELS, ...Object.keys(added)],
    runbookPath: place('runbook', metric),
    runbookPagePath: place('runbook_page', metric),
    testPath: alert => place('rule_test', { ...metric, alert }),
    recorded: name =>
      printSelector(
        names[name],
        (['service', 'environment', 'slo'] as const).map(label => ({
          label,
          op: '=',
          value: labels[label],
        })),
      ),
  };
}

function ownerName(owner: string): string {
  try {
    return parseEntityRef(owner, { defaultKind: 'group' }).name;
  } catch {
    return owner;
  }
}

/** By code unit, so that no locale changes the order. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
