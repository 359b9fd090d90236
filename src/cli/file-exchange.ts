import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sendText, type Route } from './static-server.ts';

/** How files get out of the page: over the command's own server, under addresses nobody can guess. */
export interface FileExchange {
  readonly route: Route;
  /** The address to which the page appends a file name and PUTs the bytes that are to lie in `folder`. */
  accept(folder: string): string;
}

const PLAIN_NAME = /^[A-Za-z0-9][\w.-]*$/;

export function createFileExchange(): FileExchange {
  // Other programs and users of this machine reach the loopback address too.
  const secret = randomUUID();
  const accepted = new Map<string, string>();

  const route: Route = (request, response) => {
    const [, kind, key = '', number = '', ...names] = (request.url ?? '').split('/');
    const name = names.join('/');
    if (kind !== 'output') return false;
    const folder = key === secret ? accepted.get(number) : undefined;
    if (folder !== undefined && request.method === 'PUT' && PLAIN_NAME.test(name))
      receiveFile(join(folder, name), request, response);
    else sendText(response, 404, 'Not found\n');
    return true;
  };

  return {
    route,
    accept(folder) {
      const number = String(accepted.size + 1);
      accepted.set(number, folder);
      return `/output/${secret}/${number}/`;
    },
  };
}

function receiveFile(path: string, request: IncomingMessage, response: ServerResponse): void {
  pipeline(request, createWriteStream(path)).then(
    () => sendText(response, 200, 'Saved\n'),
    (error: unknown) => sendText(response, 507, error instanceof Error ? error.message : String(error)),
  );
}
