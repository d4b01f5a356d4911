import type {
  AuthService,
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  parseLocationRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { SLO_SCOUT_ANNOTATIONS } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../../audit/AuditLog';
import {
  type EntityDirectory,
  toServiceContext,
} from '../../catalog/EntityDirectory';
import { sha256 } from '../../hash';
import { DocumentError, readDocuments } from '../documents';
import type { SloService } from '../SloService';

interface DocumentRow {
  entity_ref: string;
  url: string;
  content_hash: string;
  error: string | null;
  read_at: Date;
}

const ACTOR = 'plugin:slo-scout';

/**
 * Reads the files that entities are annotated with. A changed file makes new
 * draft revisions; one that cannot be read, or holds a fault, changes nothing and
 * is audited once for each content.
 */
export class AnnotatedDocuments {
  readonly #options: {
    db: Knex;
    auth: AuthService;
    logger: LoggerService;
    urlReader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    entities: EntityDirectory;
    slos: SloService;
    audit: AuditLog;
  };

  constructor(options: {
    db: Knex;
    auth: AuthService;
    logger: LoggerService;
    urlReader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    entities: EntityDirectory;
    slos: SloService;
    audit: AuditLog;
  }) {
    this.#options = options;
  }

  /** One pass over all annotated entities. A bad one never stops the others. */
  async readAll(signal?: AbortSignal): Promise<void> {
    const { auth, entities, logger } = this.#options;
    const annotated = await entities.annotated(
      SLO_SCOUT_ANNOTATIONS.documents,
      await auth.getOwnServiceCredentials(),
    );
    for (const entity of annotated) {
      if (signal?.aborted) return;
      try {
        await this.#read(entity, signal);
      } catch (error) {
        logger.warn(
          `SLO documents of ${stringifyEntityRef(entity)} could not be read`,
          error as Error,
        );
      }
    }
  }

  async #read(entity: Entity, signal?: AbortSignal): Promise<void> {
    const { audit, db, urlReader, slos } = this.#options;
    const entityRef = stringifyEntityRef(entity);
    const url = this.#locate(entity);
    const response = await urlReader.readUrl(url, { signal });
    const text = (await response.buffer()).toString('utf8');
    const contentHash = sha256(text);
    const known = await db<DocumentRow>('slo_documents')
      .where({ entity_ref: entityRef })
      .first();
    if (known?.url === url && known.content_hash === contentHash) return;

    const remember = (tx: Knex, error: string | null) =>
      tx<DocumentRow>('slo_documents')
        .insert({
          entity_ref: entityRef,
          url,
          content_hash: contentHash,
          error,
          read_at: new Date(),
        })
        .onConflict('entity_ref')
        .merge();

    try {
      const { slos: drafts, warnings } = readDocuments(text, {
        service: toServiceContext(entity).name,
      });
      await slos.putDrafts({
        entityRef,
        drafts: drafts.map(({ document, ...spec }) => ({ spec, document })),
        source: { kind: 'catalog', location: url },
        actor: ACTOR,
        alongside: async tx => {
          await remember(tx, null);
          // Nobody is there to read the answer.
          if (warnings.length === 0) return;
          await audit.append(tx, {
            action: 'slo_source_read',
            actor: ACTOR,
            entity_ref: entityRef,
            payload: { url, warnings },
          });
        },
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      await this.#refuse(entityRef, url, error, remember);
    }
  }

  async #refuse(
    entityRef: string,
    url: string,
    error: InputError,
    remember: (tx: Knex, error: string) => PromiseLike<unknown>,
  ) {
    const { db, audit, logger } = this.#options;
    logger.warn(`${url} was refused: ${error.message}`);
    await db.transaction(async tx => {
      await remember(tx, error.message);
      await audit.append(tx, {
        action: 'slo_source_refused',
        actor: ACTOR,
        entity_ref: entityRef,
        payload: {
          url,
          message: error.message,
          details: error instanceof DocumentError ? error.details : [],
        },
      });
    });
  }

  /** The annotation's value, relative to the file that the entity was read from. */
  #locate(entity: Entity): string {
    const annotations = entity.metadata.annotations ?? {};
    const value = annotations[SLO_SCOUT_ANNOTATIONS.documents];
    const origin =
      annotations[ANNOTATION_LOCATION] ??
      annotations[ANNOTATION_SOURCE_LOCATION];
    const base = origin ? parseLocationRef(origin) : undefined;
    if (base && base.type !== 'url' && !/^https?:/.test(value)) {
      throw new InputError(
        `${value} is relative to a location of type ${base.type}. Use an absolute URL.`,
      );
    }
    return this.#options.integrations.resolveUrl({
      url: value,
      base: base?.target ?? value,
    });
  }
}
