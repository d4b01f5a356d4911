/**
 * Annotations that SLO Scout reads from catalog entities.
 *
 * @public
 */
export const SLO_SCOUT_ANNOTATIONS = {
  /** File with SLO documents, relative to the entity's own file, or an absolute URL. */
  documents: 'slo-scout.io/documents',
  /** Name of the Prometheus instance in configuration. */
  prometheus: 'slo-scout.io/prometheus',
  /** Value of the `service` label where it differs from the entity's name. */
  service: 'slo-scout.io/service',
} as const;
