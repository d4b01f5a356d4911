// A portal in a process of its own, to be killed or to have a twin. Started by
// `PortalProcess` with its options as JSON.
import knexFactory from 'knex';
import { TestPortal } from './testPortal';
import type { PortalProcessOptions } from './PortalProcess';

async function main(options: PortalProcessOptions) {
  const portal = await TestPortal.start({
    db: knexFactory({ client: 'pg', connection: options.database }),
    gitHost: options.gitHost,
    config: options.config,
  });
  process.send?.({ port: portal.backend.server.port() });
}

// Nobody is left to talk to.
process.on('disconnect', () => process.exit(0));

main(JSON.parse(process.argv[2])).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
