import type { ServerResponse } from 'node:http';

/** Lets every page read the answer. */
export function allow(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  allow(response);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  allow(response);
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(text);
}
