// Starts git for a process that is too big to do so itself: see `Launcher.ts`.
const { spawn } = require('node:child_process');

process.on('message', ({ id, args, env, input }) => {
  const answer = result => process.send({ id, ...result });
  const child = spawn('git', args, {
    env,
    // A pipe that git never reads would break.
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const stdout = [];
  const stderr = [];
  child.stdout.on('data', chunk => stdout.push(chunk));
  child.stderr.on('data', chunk => stderr.push(chunk));
  child.on('error', error =>
    answer({ stdout: Buffer.alloc(0), stderr: String(error) }),
  );
  child.on('close', exitCode =>
    answer({
      // Null where a signal ended it.
      ...(exitCode === null ? {} : { exitCode }),
      stdout: Buffer.concat(stdout),
      stderr: Buffer.concat(stderr).toString(),
    }),
  );
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
});

process.on('disconnect', () => process.exit());
