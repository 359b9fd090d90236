/** `npm start`: builds the app where needed, serves it, prints its addresses. */
import { parseArgs } from 'node:util';
import { DIST, buildApp } from './build-app.ts';
import { listen } from './listen.ts';
import { securityHeaders } from './security-headers.ts';
import { createStaticServer } from './static-server.ts';

const USAGE = `npm start -- [--port 4173] [--host 127.0.0.1]

Without --port, a free port is taken when 4173 is in use.`;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

interface Options {
  readonly host: string;
  readonly port: number;
  readonly orFree: boolean;
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return undefined;
  const port = Number(values.port ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port: "${values.port ?? ''}" is not a port number`);
  return { host: values.host ?? '127.0.0.1', port, orFree: values.port === undefined };
}

async function serve({ host, port, orFree }: Options): Promise<void> {
  await buildApp();
  const server = createStaticServer({ root: DIST, headers: securityHeaders({ development: false }) });
  const bound = await listen(server, host, port, orFree);
  const shown = host.includes(':') ? `[${host}]` : host;
  console.log(`Kennel:             http://${shown}:${bound}/`);
  console.log(`Kennel, sample run: http://${shown}:${bound}/?run=sample`);
  if (!LOOPBACK.has(host))
    console.log('Seen from another machine, threads and WebGPU need https in front of this server.');
}

try {
  const options = readOptions();
  if (options === undefined) console.log(USAGE);
  else await serve(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
