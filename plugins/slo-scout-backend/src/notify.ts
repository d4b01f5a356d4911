import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { PortalPages } from './catalog/PortalPages';

/** What people are told, beside the signal that their browsers get. */
export interface Note {
  /** Users and groups. */
  recipients: string[];
  /** Who knows already. */
  exclude?: string[];
  title: string;
  description: string;
  /** The entity whose tab it leads to. */
  entity_ref: string;
  severity: 'normal' | 'high' | 'critical';
  /** A further note of the same scope takes the place of the former. */
  scope: string;
}

/** Tells people through Backstage's notifications. Never fails: not every portal has them. */
export type Notify = (note: Note) => void;

export function createNotify(options: {
  notifications: NotificationService;
  pages: PortalPages;
  logger: LoggerService;
}): Notify {
  const { notifications, pages, logger } = options;
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
          link: pages.tab(note.entity_ref),
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
