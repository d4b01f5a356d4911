import type { AnySchemaObject } from 'ajv';
// The folder `schemas` at the repository's top is their only source; the build
// puts them into the package, so that nothing has to be found at run time.
/* eslint-disable @backstage/no-relative-monorepo-imports */
import grafanaDashboard from '../../../schemas/grafana-dashboard-v10.schema.json';
import openSlo from '../../../schemas/openslo-v1.schema.json';
import runbook from '../../../schemas/runbook.schema.json';
/* eslint-enable @backstage/no-relative-monorepo-imports */

/** Grafana 10 dashboard. Unique panel ids and overlap are checked in code. */
export const grafanaDashboardSchema: AnySchemaObject = grafanaDashboard;

/** Runbook of one SLO. */
export const runbookSchema: AnySchemaObject = runbook;

/** One OpenSLO v1 document. */
export const openSloSchema: AnySchemaObject = openSlo;
