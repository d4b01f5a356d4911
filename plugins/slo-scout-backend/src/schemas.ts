import type { AnySchemaObject } from 'ajv';
// The folder `schemas` at the repository's top is their only source; the build
// puts them into the package, so that nothing has to be found at run time.
/* eslint-disable @backstage/no-relative-monorepo-imports */
import grafanaDashboard from '../../../schemas/grafana-dashboard-v10.schema.json';
import kubernetesObjects from '../../../schemas/kubernetes-objects.schema.json';
import openSloV1 from '../../../schemas/openslo-v1.schema.json';
import openSloV1Alpha from '../../../schemas/openslo-v1alpha.schema.json';
import openSloV2Alpha from '../../../schemas/openslo-v2alpha.schema.json';
import pyrra from '../../../schemas/pyrra-v1alpha1.schema.json';
import runbook from '../../../schemas/runbook.schema.json';
import sloth from '../../../schemas/sloth-prometheus-v1.schema.json';
import slothResource from '../../../schemas/sloth-prometheusservicelevel-v1.schema.json';
/* eslint-enable @backstage/no-relative-monorepo-imports */

/** Grafana 10 dashboard. Unique panel ids and overlap are checked in code. */
export const grafanaDashboardSchema: AnySchemaObject = grafanaDashboard;

/** Runbook of one SLO. */
export const runbookSchema: AnySchemaObject = runbook;

/** One document of a dialect in which SLOs are written; see docs/documents.md. */
export const openSloV1Schema: AnySchemaObject = openSloV1;
export const openSloV1AlphaSchema: AnySchemaObject = openSloV1Alpha;
export const openSloV2AlphaSchema: AnySchemaObject = openSloV2Alpha;
export const slothSchema: AnySchemaObject = sloth;
export const slothResourceSchema: AnySchemaObject = slothResource;
export const pyrraSchema: AnySchemaObject = pyrra;

/** Kubernetes objects around rule files and dashboards, one definition each. */
export const kubernetesObjectsSchema: AnySchemaObject = kubernetesObjects;
