import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sendFile, sendText, type Route } from './static-server.ts';

/** How files get into the page and out of it: over the command's own server, under addresses nobody can guess. */
export interface FileExchange {
  readonly route: Route;
  /** The address under which the page reads the file. */
  offer(path: string): string;
  /** The address to which the page appends a file name and PUTs the bytes that are to lie in `folder`. */
  accept(folder: string): string;
}

const PLAIN_NAME = /^[A-Za-z0-9][\w.-]*$/;

export function createFileExchange(): FileExchange {
  // Other programs and users of this machine reach the loopback address too.
  const secret = randomUUID();
  const offered = new Map<string, string>();
  const accepted = new Map<string, string>();

  const route: Route = (request, response) => {
    const [, kind, key = '', number = '', ...names] = (request.url ?? '').split('/');
    const name = names.join('/');
    if (kind !== 'input' && kind !== 'output') return false;
    const file = key === secret && kind === 'input' ? offered.get(number) : undefined;
    const folder = key === secret && kind === 'output' ? accepted.get(number) : undefined;
    if (file !== undefined && request.method === 'GET') sendFile(file, request, response);
    else if (folder !== undefined && request.method === 'PUT' && PLAIN_NAME.test(name))
      receiveFile(join(folder, name), request, response);
    else sendText(response, 404, 'Not found\n');
    return true;
  };

  const register = (kind: string, known: Map<string, string>, path: string): string => {
    const number = String(known.size + 1);
    known.set(number, path);
    return `/${kind}/${secret}/${number}`;
  };
  return {
    route,
    offer: (path) => register('input', offered, path),
    accept: (folder) => `${register('output', accepted, folder)}/`,
  };
}

function receiveFile(path: string, request: IncomingMessage, response: ServerResponse): void {
  pipeline(request, createWriteStream(path)).then(
    () => sendText(response, 200, 'Saved\n'),
    (error: unknown) => sendText(response, 507, error instanceof Error ? error.message : String(error)),
  );
}
