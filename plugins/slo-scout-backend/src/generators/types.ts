import type {
  ArtifactType,
  Severity,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Layout } from './layout';

/** The service whose SLOs are rendered, as the catalog and configuration know it. */
export interface ServiceContext {
  entity_ref: string;
  /** Value of the `service` label: the entity's name unless annotated otherwise. */
  name: string;
  /** Owner as an entity ref; value of the `owner` label is its name. */
  owner: string;
  /** What people call the owner; absent: its name. */
  ownerTitle?: string;
  system?: string;
  /** Catalog namespace; the Kubernetes namespace unless annotated otherwise. */
  namespace: string;
}

/** How files are wrapped for whoever loads them. */
export interface OutputFormat {
  rules: 'prometheus' | 'prometheus_operator';
  dashboard: 'json' | 'configmap' | 'grafana_operator';
  /** `metadata.namespace` of the Kubernetes objects; absent: whoever applies them says. */
  namespace?: string;
  /** `metadata.labels` of the Kubernetes objects, beside our own. */
  labels: Record<string, string>;
  /** Labels of the Grafana that shows a `grafana_operator` dashboard. */
  instance_selector?: Record<string, string>;
}

/** What an organisation adds to every rule. Values are literal; braces are no templates. */
export interface RuleOptions {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Value of the label `severity`, where it is not our word. */
  severities: Partial<Record<Severity, string>>;
}

/** Where the files go, and the addresses at which people will find them once merged. */
export interface TargetContext {
  name: string;
  repo: string;
  branch: string;
  /** Prefix of every path inside the repository, '' for its root. */
  directory: string;
  /** Default: `DEFAULT_LAYOUT`. */
  layout?: Partial<Layout>;
  /** Default: plain rule files, and dashboards as JSON. */
  format?: OutputFormat;
  /** Whose CI runs the rule tests in the repository; absent: no CI file is written. */
  ci?: 'github' | 'gitlab';
  /** Address of a file on the target branch, for people. */
  fileUrl(path: string): string;
  /** Address of the dashboard with this uid; undefined where no Grafana is configured. */
  dashboardUrl?(uid: string): string;
  /** Address of the entity page in the portal. */
  entityUrl?: string;
  /** Address of the owner's page in the portal. */
  ownerUrl?: string;
  /** Address of Prometheus' own UI, for links in runbooks. */
  prometheusUrl?: string;
}

/** Everything a generator may look at. Generators are pure: no clock, no I/O, no randomness. */
export interface GeneratorInput {
  service: ServiceContext;
  environment: string;
  target: TargetContext;
  /** Revisions in force, at least one, of one service; order does not matter. */
  slos: Slo[];
  rules?: RuleOptions;
}

/** One generated file. */
export interface GeneratedFile {
  type: ArtifactType;
  /** Path inside the repository, below the target's directory. */
  path: string;
  content: string;
  /** Ids of the SLOs that stand in this file. */
  slo_ids: string[];
}

export interface GeneratorOutput {
  files: GeneratedFile[];
  /** What was left out and why, in sentences, for example an alert pair that can never fire. */
  notes: string[];
}

/** Renders the files of one artifact type. Throws `GenerationRefused` for an SLO it cannot render. */
export interface ArtifactGenerator {
  type: ArtifactType;
  generate(input: GeneratorInput): GeneratorOutput;
}
