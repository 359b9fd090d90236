import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hubDatasets } from './hub-datasets.ts';
import { hubModels, type HubModel } from './hub-models.ts';

/** The headers that the Hub lets pages read. */
const EXPOSED = 'ETag, Link, X-Error-Code, X-Linked-Size, X-Linked-ETag, X-Repo-Commit, Content-Range';

const PAGE = '<!DOCTYPE html><html><title>Sign in to the network</title></html>';

export interface HubServer {
  /** Endpoint, without a final slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A small Hugging Face Hub on this machine: `/api/models/<id>/tree/<revision>` and
 * `/<id>/resolve/<revision>/<file>` with the Hub's headers, and the same for data sets (`/api/datasets/…`,
 * `/datasets/…`); large files are redirected to another path, as the Hub does. Which way a model or data set misbehaves
 * is part of its description in `hub-models.ts` or `hub-datasets.ts`.
 * `GET /requests` answers with the paths asked for so far.
 */
export async function startHubServer(port = 0): Promise<HubServer> {
  // A data set goes by its path on the Hub.
  const models = new Map([
    ...hubModels(),
    ...[...hubDatasets()].map(([id, repo]) => [`datasets/${id}`, repo] as const),
  ]);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', EXPOSED);
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') return preflight(response);
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname);
    if (path === '/requests')
      return send(response, Buffer.from(JSON.stringify(requests)), 'application/json');
    requests.push(path);
    return route(models, path, request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: actual } = server.address() as AddressInfo; // a server that listens on TCP has such an address
  return { url: `http://127.0.0.1:${actual}`, close: () => close(server) };
}

function route(
  models: ReadonlyMap<string, HubModel>,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const listing = /^\/api\/(?:models\/|(?=datasets\/))(.+)\/tree\/([^/]+)$/.exec(path);
  const file = /^\/(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(path);
  const stored = /^\/storage\/(.+?)\/-\/(.+)$/.exec(path);
  const [, id = '', second = '', name = ''] = listing ?? file ?? stored ?? [];
  const model = models.get(id);
  if (model === undefined) return refuse(response, 404, 'RepoNotFound');
  if (stored !== null) return sendStored(response, model, second);
  if (model.refuse !== undefined) return refuse(response, ...model.refuse);
  if (model.token !== undefined && request.headers.authorization !== `Bearer ${model.token}`)
    return refuse(response, 401);
  if (second !== 'main') return refuse(response, 404, 'RevisionNotFound');
  if (listing !== null) return sendListing(response, model);
  return sendFile(request, response, model, id, name);
}

function sendListing(response: ServerResponse, model: HubModel): void {
  if (model.noListing === true) return refuse(response, 404);
  const tree = [...model.files].map(([path, bytes]) => {
    const lfs = isLarge(path) ? { lfs: { oid: sha256(model, bytes), size: bytes.length } } : {};
    return { type: 'file', path, size: bytes.length, oid: gitHash(bytes), ...lfs };
  });
  send(response, Buffer.from(JSON.stringify(tree)), 'application/json');
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  model: HubModel,
  id: string,
  name: string,
): void {
  const bytes = model.files.get(name);
  if (model.html === true) return send(response, Buffer.from(PAGE), 'text/html; charset=utf-8');
  if (bytes === undefined)
    return refuse(response, 404, model.noListing === true ? undefined : 'EntryNotFound');
  if (request.headers.range === 'bytes=0-0') return sendFirstByte(response, bytes);
  if (!isLarge(name)) {
    response.setHeader('ETag', `"${gitHash(bytes)}"`);
    return send(response, bytes, 'text/plain; charset=utf-8');
  }
  response.setHeader('X-Linked-Size', String(bytes.length));
  response.setHeader('X-Linked-ETag', `"${sha256(model, bytes)}"`);
  if (model.direct === true) return sendWeights(response, model, bytes);
  response.writeHead(302, { Location: `/storage/${id}/-/${name}` }).end();
}

/** A look at the size, as the Hub's library asks for it. */
function sendFirstByte(response: ServerResponse, bytes: Buffer): void {
  response.setHeader('ETag', `"${gitHash(bytes)}"`);
  response.setHeader('Content-Range', `bytes 0-0/${bytes.length}`);
  response.writeHead(206, { 'Content-Length': 1 }).end(bytes.subarray(0, 1));
}

function sendStored(response: ServerResponse, model: HubModel, name: string): void {
  const bytes = model.files.get(name);
  if (bytes === undefined) return refuse(response, 404);
  response.setHeader('ETag', `"storage-${gitHash(bytes)}"`);
  sendWeights(response, model, bytes);
}

function sendWeights(response: ServerResponse, model: HubModel, bytes: Buffer): void {
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Content-Length', bytes.length);
  if (model.weights === 'cut') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  } else if (model.weights === 'short') {
    response.setHeader('Content-Length', bytes.length - 100);
    response.end(bytes.subarray(0, bytes.length - 100));
  } else if (model.weights === 'slow') {
    response.write(bytes.subarray(0, 1000)); // and nothing more, until the page hangs up
  } else response.end(bytes);
}

function preflight(response: ServerResponse): void {
  response
    .writeHead(204, { 'Access-Control-Allow-Headers': 'Authorization', 'Access-Control-Max-Age': '60' })
    .end();
}

function send(response: ServerResponse, bytes: Buffer, type: string): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
}

function refuse(response: ServerResponse, status: number, code?: string): void {
  if (code !== undefined) response.setHeader('X-Error-Code', code);
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end('refused');
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function isLarge(path: string): boolean {
  return /\.(safetensors|bin|onnx|parquet|gz)$/.test(path);
}

function sha256(model: HubModel, bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes);
  return (model.wrongChecksum === true ? digest.update('x') : digest).digest('hex');
}

function gitHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
