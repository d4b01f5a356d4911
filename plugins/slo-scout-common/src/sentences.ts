/**
 * What a coded sentence names. By the end of its name: `_share` is a share from 0 to
 * 1, `_window` a Prometheus duration, `_seconds` a length of time, `_at` a time in
 * RFC 3339; `count` decides between singular and plural. `reasons` are sentences,
 * each by its code where it has one.
 *
 * @public
 */
export type SentenceValue = string | number | Array<string | CodedSentence>;

/**
 * A sentence of the server's by a stable code, for clients that say it in another
 * language. It stands beside the English sentence and says the same.
 *
 * @public
 */
export interface CodedSentence {
  /** One of `SENTENCES`; a newer server may have others. */
  code: string;
  values: Record<string, SentenceValue>;
}

/**
 * Every code with the names of its values. A code never changes its meaning.
 *
 * @public
 */
export const SENTENCES = {
  'feasibility.threshold': [],
  'feasibility.no_dependencies': ['entity'],
  'feasibility.no_promises': [],
  'feasibility.infeasible': ['objective_share', 'ceiling_share', 'factors'],
  'feasibility.open': ['objective_share', 'ceiling_share', 'factors'],
  'feasibility.feasible': ['objective_share', 'ceiling_share', 'factors'],
  'feasibility.alternative': ['objective_share'],
  'feasibility.leeway': ['left_share'],
  'feasibility.no_leeway': [],
  'feasibility.unknown': ['entities'],
  'feasibility.windows': ['own_window', 'others'],
  'dependency.too_far': [],
  'dependency.not_found': [],
  'dependency.no_slo_events': [],
  'dependency.no_slo_slices': [],
  'dependency.no_slo_time': [],
  'dependency.no_provider': [],
  'dependency.several_providers': ['count'],
  'invariant.off': [],
  'invariant.services': ['measured', 'limit'],
  'invariant.services_unmeasured': ['limit', 'reason'],
  'invariant.traffic': ['measured', 'limit'],
  'invariant.traffic_unmeasured': ['limit', 'reason'],
  'invariant.cost': ['measured', 'limit'],
  'invariant.cost_unmeasured': ['limit', 'reason'],
  'invariant.approved': [],
  'invariant.not_approver': ['person', 'groups'],
  'invariant.no_approvers': ['person'],
  'invariant.audit_intact': [],
  'invariant.audit_broken': [],
  'invariant.audit_unknown': ['reason'],
  'invariant.nothing_added': [],
  'invariant.no_alerts': [],
  'invariant.replayed': [],
  'invariant.not_replayed': ['files', 'reasons'],
  'invariant.unverified': ['file', 'doubt'],
  'invariant.approver_unknown': [],
  'invariant.own_work': ['author'],
  'invariant.others_approve': [],
  'standing.changed': ['path'],
  'standing.gone': ['path'],
  'standing.back': ['path'],
  'standing.no_prometheus': [],
  'standing.no_entity': [],
  'standing.not_evaluated': [],
  'standing.group_missing': ['group'],
  'standing.rule_missing': ['group', 'rule'],
  'standing.rule_unapproved': ['group', 'rule'],
  'standing.expression': ['group', 'rule'],
  'standing.holds': ['group', 'rule', 'found_seconds', 'approved_seconds'],
  'standing.fails': ['group', 'rule', 'error'],
  'standing.still_loaded': ['group', 'rule'],
  'standing.more': ['count'],
  'standing.dashboard_missing': ['path', 'uid'],
  'standing.dashboard_version': ['path'],
  'standing.dashboard_left': ['path', 'uid'],
  'dry_run.no_alerts': [],
  'dry_run.not_run': [],
  'dry_run.first_look': [],
  'dry_run.no_prometheus': [],
  'dry_run.stopped': ['deadline_seconds', 'examined', 'days'],
  'dry_run.late': [],
  'dry_run.alert_without_data': [],
  'dry_run.no_data': ['alerts'],
  'dry_run.little_data': ['covered_share'],
  'dry_run.not_replayed': ['broken', 'all', 'alerts', 'reasons'],
  'dry_run.would_fail': ['alert', 'failed', 'evaluated', 'error'],
  'dry_run.partial_answer': ['warning'],
  'dry_run.late_history': ['begins_at', 'examined', 'days'],
  'dry_run.ticks': [],
  'dry_run.value_in_label': ['alerts'],
  'dry_run.retention': ['kept', 'days'],
  'dry_run.open_start': ['alerts'],
  'dry_run.warning': ['warning'],
  'dry_run.approximated': ['alert', 'expression'],
} as const satisfies Record<string, readonly string[]>;

/** @public */
export type SentenceCode = keyof typeof SENTENCES;
