import type {
  ArtifactType,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** The service whose SLOs are rendered, as the catalog and configuration know it. */
export interface ServiceContext {
  entity_ref: string;
  /** Value of the `service` label: the entity's name unless annotated otherwise. */
  name: string;
  /** Owner as an entity ref; value of the `owner` label is its name. */
  owner: string;
  system?: string;
  /** Catalog namespace; the Kubernetes namespace unless annotated otherwise. */
  namespace: string;
}

/** Where the files go, and the addresses at which people will find them once merged. */
export interface TargetContext {
  name: string;
  repo: string;
  branch: string;
  /** Prefix of every path inside the repository, '' for its root. */
  directory: string;
  /** Address of a file on the target branch, for people. */
  fileUrl(path: string): string;
  /** Address of the dashboard with this uid; undefined where no Grafana is configured. */
  dashboardUrl?(uid: string): string;
  /** Address of the entity page in the portal. */
  entityUrl?: string;
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
