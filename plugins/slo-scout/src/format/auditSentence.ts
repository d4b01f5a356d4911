import {
  AUDIT_ACTIONS,
  type AuditEntry,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Text } from '../hooks/useText';
import { actorName } from './entity';

const PORTAL = 'plugin:slo-scout';

/** Who acted: a person's name, or the portal's for jobs and webhooks. */
export function auditActor(ref: string, t: Text): string {
  return ref === PORTAL ? t('audit.portal') : actorName(ref);
}

/** The entity ref that somebody means who writes a name. */
export function actorRef(text: string, t: Text): string {
  const name = text.trim();
  if (name === '' || name.includes(':')) return name;
  if (name.toLowerCase() === t('audit.portal').toLowerCase()) return PORTAL;
  return name.includes('/')
    ? `user:${name}`
    : `user:default/${name.toLowerCase()}`;
}

/** What the action is called; a newer backend may write some without words here. */
export function auditAction(action: string, t: Text): string {
  const known = AUDIT_ACTIONS.find(name => name === action);
  return known ? t(`audit.action.${known}`) : action;
}

/** Who did what to what, as a person would say it. */
export function auditSentence(entry: AuditEntry, t: Text): string {
  const who = auditActor(entry.actor, t);
  const known = AUDIT_ACTIONS.find(name => name === entry.action);
  return known
    ? t(`audit.sentence.${known}`, { who, what: auditWhat(entry, t) })
    : `${who}: ${entry.action}`;
}

/** What an entry is about, to stand inside a sentence. */
export function auditWhat({ action, payload }: AuditEntry, t: Text): string {
  const { name, revision, url, path, message } = payload;
  if (typeof name === 'string') {
    return typeof revision === 'number'
      ? t('audit.what.revision', { name, revision: String(revision) })
      : t('audit.what.slo', { name });
  }
  if (/^(pr|deployment|drift|merge)_/.test(action)) {
    return typeof payload.pr_number === 'number'
      ? t('audit.what.pullRequest', { number: String(payload.pr_number) })
      : t('audit.what.deployment');
  }
  const files = payload.artifacts ?? payload.artifact_ids;
  if (Array.isArray(files)) {
    return t('audit.what.files', { count: files.length });
  }
  const told = [url, path, message].find(text => typeof text === 'string');
  // The sentence brings the full stop itself.
  return typeof told === 'string'
    ? told.replace(/\.$/, '')
    : t('audit.what.unnamed');
}
