import { spawn } from 'node:child_process';
import { Request, Response } from 'express';

const PATHS = /^\/[^/]+\/[^/]+\.git\/(info\/refs|git-upload-pack)$/;

/** `git clone` over HTTP, reading only: git's own CGI program does the work. @internal */
export function serveClone(projectRoot: string) {
  return (req: Request, res: Response, next: () => void): void => {
    const [path, query = ''] = req.url.split('?');
    if (!PATHS.test(path) || query.includes('git-receive-pack')) {
      next();
      return;
    }
    const cgi = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: projectRoot,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        // The repositories may belong to another user than the one who serves.
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: req.method,
        CONTENT_TYPE: req.get('content-type') ?? '',
        HTTP_CONTENT_ENCODING: req.get('content-encoding') ?? '',
        GIT_PROTOCOL: req.get('git-protocol') ?? '',
      },
    });
    cgi.on('error', () => res.status(500).end());
    cgi.stdin.on('error', () => undefined);
    req.pipe(cgi.stdin);
    res.on('close', () => cgi.kill());
    passOn(cgi.stdout, res);
  };
}

function passOn(stdout: NodeJS.ReadableStream, res: Response): void {
  let head = Buffer.alloc(0);
  let inBody = false;
  stdout.on('data', (chunk: Buffer) => {
    if (inBody) {
      res.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    inBody = true;
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(/: (.*)/s);
      if (name.toLowerCase() === 'status') res.status(parseInt(value, 10));
      else res.setHeader(name, value);
    }
    res.write(head.subarray(end + 4));
  });
  stdout.on('end', () => res.end());
}
