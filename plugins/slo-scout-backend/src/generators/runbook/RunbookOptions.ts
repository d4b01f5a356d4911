/** What an organisation decides about its runbooks. */
export interface RunbookOptions {
  /** YAML with placeholders: see docs/runbook-template.md. */
  template: string;
  /** Markdown in Mustache, rendered over what `template` becomes. */
  pageTemplate: string;
  /** What the team does once the error budget is used up. */
  budgetPolicy?: string;
  /** Address of a capsule, with `{capsule_id}`. */
  capsuleUrl?: string;
  /** Address of a trace, with `{trace_id}`. */
  traceUrl?: string;
}
