import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import {
  SLO_SCOUT_ANNOTATIONS,
  type Capabilities,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { ownerRefOf } from '../catalog/EntityDirectory';
import type { PortalPages } from '../catalog/PortalPages';
import type { TargetContext } from '../generators/types';
import type { GitProviders } from '../gitops/providers';
import type { TargetList } from '../gitops/targets';
import type { GitOpsTarget } from '../gitops/types';
import type { PrometheusInstances } from '../prometheus/types';

/** Targets, with the addresses at which people will find what is deployed there. */
export class TargetDirectory {
  readonly #targets: TargetList;
  readonly #providers: GitProviders;
  readonly #prometheus: PrometheusInstances;
  readonly #pages: PortalPages;
  readonly #grafanaUrl: string | undefined;
  readonly defaultEnvironment: string;

  constructor(options: {
    config: Config;
    pages: PortalPages;
    targets: TargetList;
    providers: GitProviders;
    prometheus: PrometheusInstances;
  }) {
    const { config, targets } = options;
    this.#targets = targets;
    this.#providers = options.providers;
    this.#prometheus = options.prometheus;
    this.#pages = options.pages;
    this.#grafanaUrl = config.getOptionalString('sloScout.grafana.url');
    this.defaultEnvironment =
      config.getOptionalString('sloScout.defaultEnvironment') ??
      targets.all()[0]?.environment ??
      'production';
  }

  find(environment: string | undefined): GitOpsTarget {
    return this.#targets.find(environment ?? this.defaultEnvironment);
  }

  /** As `find`, where the request names repository and branch as well. */
  findExact(
    environment: string,
    repo: string | undefined,
    branch: string | undefined,
  ): GitOpsTarget {
    return this.#targets.find(environment, repo, branch);
  }

  byName(name: string): GitOpsTarget | undefined {
    return this.#targets.all().find(target => target.name === name);
  }

  contextFor(target: GitOpsTarget, entity: Entity): TargetContext {
    const provider = this.#providers.forTarget(target);
    const grafana = this.#grafanaUrl?.replace(/\/$/, '');
    return {
      name: target.name,
      repo: target.repo,
      branch: target.branch,
      directory: target.directory,
      layout: target.layout,
      format: target.format,
      ...(target.ci ? { ci: target.ci } : {}),
      fileUrl: path => provider.fileUrl(target.repo, target.branch, path),
      ...(grafana
        ? { dashboardUrl: (uid: string) => `${grafana}/d/${uid}` }
        : {}),
      entityUrl: this.entityUrl(entity),
      ownerUrl: this.#ownerUrl(entity),
      prometheusUrl: this.#prometheus.find(
        target.environment,
        entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
      )?.url,
    };
  }

  /** Address of the tab on the entity page. */
  entityUrl(entity: Entity): string | undefined {
    return this.#pages.tabUrl(stringifyEntityRef(entity));
  }

  #ownerUrl(entity: Entity): string | undefined {
    const owner = ownerRefOf(entity);
    return owner && this.#pages.entityUrl(owner);
  }

  #repoUrl(target: GitOpsTarget): string {
    const { repo, branch } = target;
    const file = this.#providers.forTarget(target).fileUrl(repo, branch, 'x');
    return `${new URL(file).origin}/${repo}`;
  }

  /** For people who choose. */
  describe(): Capabilities['environments'] {
    return this.#targets.all().map(target => ({
      name: target.environment,
      target: target.name,
      repo: target.repo,
      branch: target.branch,
      repo_url: this.#repoUrl(target),
    }));
  }
}
