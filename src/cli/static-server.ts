import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentType } from './content-type.ts';
import { findEntry } from './find-entry.ts';
import { llmWorkerPolicy } from './llm-worker-policy.ts';

/** Answers a request and returns true, or leaves it to the next handler and returns false. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface StaticServerOptions {
  /** Folder whose files are served; `/` is its index.html. */
  readonly root: string;
  /** Sent with every answer; the worker of language models has a content-security policy of its own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Asked before the files. */
  readonly routes?: readonly Route[];
}

/** A server of static files that answers 404 for what is not there, never a fallback page. Not yet listening. */
export function createStaticServer({ root, headers, routes = [] }: StaticServerOptions): Server {
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const ofWorker = llmWorkerPolicy(request.url ?? '/');
    if (ofWorker !== null) response.setHeader('Content-Security-Policy', ofWorker);
    if (routes.some((route) => route(request, response))) return;
    const file = request.method === 'GET' || request.method === 'HEAD' ? findFile(root, request) : undefined;
    if (file === undefined) sendText(response, 404, 'Not found\n');
    else sendFile(file, request, response);
  });
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

/** Streams a file. A file that goes away meanwhile, or a reader who leaves, ends the answer, not the server. */
export function sendFile(path: string, request: IncomingMessage, response: ServerResponse): void {
  const size = findEntry(path)?.size;
  if (size === undefined) {
    sendText(response, 404, 'Not found\n');
    return;
  }
  // Built files carry a hash of their content in the name; all others are asked for again each time.
  const lasting = /[/\\]assets[/\\]/.test(path);
  response.writeHead(200, {
    'Content-Type': contentType(path),
    'Content-Length': size,
    'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(createReadStream(path), response).catch(() => response.destroy());
}

function findFile(root: string, request: IncomingMessage): string | undefined {
  const pathname = decodePath(request.url ?? '/');
  if (pathname === undefined || pathname.includes('\0')) return undefined;
  const path = resolve(join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  if (!path.startsWith(resolve(root) + sep)) return undefined;
  return findEntry(path)?.isFile() === true ? path : undefined;
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return undefined; // a broken percent sign: there is no such file
  }
}
