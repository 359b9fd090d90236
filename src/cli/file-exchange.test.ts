import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileExchange, type FileExchange } from './file-exchange';
import { listen } from './listen';
import { createStaticServer } from './static-server';

let folder: string;
let server: Server;
let base: string;
let exchange: FileExchange;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-exchange-'));
  exchange = createFileExchange();
  server = createStaticServer({ root: folder, headers: {}, routes: [exchange.route] });
  base = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0, false)}`;
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('nothing can be put under a guessed address', async () => {
  const address = exchange.accept(folder);
  const [, , secret = ''] = address.split('/');
  for (const guess of [address.replace(secret, 'guess'), `/output/${secret}/2/`, `/output/${secret}/`])
    expect([guess, (await fetch(`${base}${guess}x`, { method: 'PUT', body: 'b' })).status]).toEqual([
      guess,
      404,
    ]);
});

test('files arrive in the folder they are meant for, under plain names only', async () => {
  const put = (url: string) => fetch(base + url, { method: 'PUT', body: 'bytes' });
  const address = exchange.accept(folder);
  expect((await put(`${address}model.zip`)).status).toBe(200);
  expect(readFileSync(join(folder, 'model.zip'), 'utf8')).toBe('bytes');
  for (const name of ['..', '.hidden', '%2e%2e%2fx', 'a/b', '']) {
    const answer = await put(address + name);
    expect([name, answer.status]).not.toEqual([name, 200]);
  }
  expect(readdirSync(folder)).toEqual(['model.zip']);
});

test('a file that cannot be written is an error for the sender', async () => {
  const answer = await fetch(`${base}${exchange.accept(join(folder, 'gone'))}x.zip`, {
    method: 'PUT',
    body: 'b',
  });
  expect(answer.status).toBe(507);
});
