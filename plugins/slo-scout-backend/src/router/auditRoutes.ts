import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountAuditRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/audit', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = req.query as Record<string, string | undefined>;
    res.json({
      entries: await scout.audit.list(
        {
          entity_ref: query.entity_ref,
          action: query.action,
          actor: query.actor,
          from: query.from,
          to: query.to,
          before: query.before === undefined ? undefined : Number(query.before),
          limit: query.limit === undefined ? undefined : Number(query.limit),
        },
        credentials,
      ),
    });
  });

  router.get('/v1/audit/verify', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await scout.audit.verify(credentials));
  });

  router.get('/v1/audit/export', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const entries = await scout.audit.export(credentials);
    res.type('application/x-ndjson');
    res.attachment('slo-scout-audit.ndjson');
    await pipeline(Readable.from(asLines(entries)), res);
  });
}

async function* asLines(entries: AsyncIterable<AuditEntry>) {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
