import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendCompletion } from './llm-completion.ts';
import { allow, sendJson, sendText } from './llm-http.ts';
import { OpenRoom, type Room, type RoomLog } from './llm-room.ts';
import { writeReply, type WriterMessage } from './llm-writer.ts';

export interface LlmServer {
  /** Origin of the server, for `openRoom` in a browser. */
  readonly url: string;
  /** Opens an endpoint; `url` is its base address, ending in /v1. */
  open(room?: Room): { readonly url: string; log(): RoomLog };
  close(): Promise<void>;
}

export interface LlmServerOptions {
  readonly port?: number;
  /** Name by which browsers are to know it; to their content-security policy, another name is another machine. */
  readonly host?: string;
  /** Writes the replies; `writeReply` unless told otherwise. */
  readonly write?: (messages: readonly WriterMessage[]) => string;
}

const LOOPBACK = '127.0.0.1';

/**
 * An OpenAI-compatible endpoint on this machine, `/v1/chat/completions` and `/v1/models`, that misbehaves as it is told.
 * Every test opens a room, an endpoint of its own: in Node by `open`, in a browser by `POST /rooms`; what it has seen is
 * its `log`, or `GET /rooms/<id>`.
 */
export async function startLlmServer(options: LlmServerOptions = {}): Promise<LlmServer> {
  const { port = 0, host = LOOPBACK, write = writeReply } = options;
  const rooms = new Map<string, OpenRoom>();
  const open = (room: Room): { readonly id: string; readonly opened: OpenRoom } => {
    const id = String(rooms.size + 1);
    const opened = new OpenRoom(room);
    rooms.set(id, opened);
    return { id, opened };
  };
  const server = createServer((request, response) => {
    answer(request, response, { rooms, open, write }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve));
  const { port: actual } = server.address() as AddressInfo; // a server that listens on TCP has such an address
  const url = `http://${host}:${actual}`;
  return {
    url,
    open: (room = {}) => {
      const { id, opened } = open(room);
      return { url: `${url}/${id}/v1`, log: () => opened.log() };
    },
    close: () => close(server),
  };
}

interface House {
  readonly rooms: ReadonlyMap<string, OpenRoom>;
  open(room: Room): { readonly id: string };
  write(messages: readonly WriterMessage[]): string;
}

async function answer(request: IncomingMessage, response: ServerResponse, house: House): Promise<void> {
  if (request.method === 'OPTIONS') preflight(response);
  else route(request, response, await readBody(request), house);
}

function route(request: IncomingMessage, response: ServerResponse, body: unknown, house: House): void {
  const path = new URL(request.url ?? '/', 'http://llm').pathname;
  if (path === '/rooms') return sendJson(response, { id: house.open(body as Room).id }); // tests send what they mean
  const logged = /^\/rooms\/(\d+)$/.exec(path)?.[1];
  const [, id = '', command = ''] = /^\/(\d+)\/v1\/(chat\/completions|models)$/.exec(path) ?? [];
  const room = house.rooms.get(logged ?? id);
  if (room === undefined) return sendText(response, 404, '404 page not found');
  if (logged !== undefined) return sendJson(response, room.log());
  if (room.room.key !== undefined && request.headers.authorization !== `Bearer ${room.room.key}`)
    return refuseKey(response, request.headers.authorization);
  if (command === 'models')
    return sendJson(response, { object: 'list', data: room.models.map((name) => ({ id: name })) });
  sendCompletion(response, room, body, house.write);
}

/** Some endpoints send the key back, which must reach nobody's eyes. */
function refuseKey(response: ServerResponse, authorization = ''): void {
  const message = `Incorrect API key provided: ${authorization.replace('Bearer ', '')}.`;
  sendJson(response, { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } }, 401);
}

function preflight(response: ServerResponse): void {
  allow(response);
  response
    .writeHead(204, {
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Max-Age': '600',
    })
    .end();
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a request without an encoding gives bytes
  const text = Buffer.concat(parts).toString();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return body;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
