import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';

/** What people are told, beside the signal that their browsers get. */
export interface Note {
  /** Users and groups. */
  recipients: string[];
  /** Who knows already. */
  exclude?: string[];
  title: string;
  description: string;
  /** Address inside the portal. */
  link: string;
  severity: 'normal' | 'high' | 'critical';
  /** A further note of the same scope takes the place of the former. */
  scope: string;
}

/** Tells people through Backstage's notifications. Never fails: not every portal has them. */
export type Notify = (note: Note) => void;

export function createNotify(options: {
  notifications: NotificationService;
  logger: LoggerService;
}): Notify {
  const { notifications, logger } = options;
  return note => {
    if (note.recipients.length === 0) return;
    notifications
      .send({
        recipients: {
          type: 'entity',
          entityRef: note.recipients,
          excludeEntityRef: note.exclude ?? [],
        },
        payload: {
          title: note.title,
          description: note.description,
          link: note.link,
          severity: note.severity,
          topic: 'slo-scout',
          scope: note.scope,
        },
      })
      .catch(error => {
        logger.info(
          `Nobody was notified of “${note.title}”: ${(error as Error).message}`,
        );
      });
  };
}

/** The tab on the entity page, inside the portal. */
export function tabOf(entityRef: string): string {
  const [, kind, namespace, name] =
    /^([^:]+):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
  return `/catalog/${[namespace, kind, name]
    .map(part => encodeURIComponent(part ?? ''))
    .join('/')}/slo-scout`;
}
