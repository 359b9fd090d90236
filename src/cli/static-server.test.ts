import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from './listen';
import { createStaticServer } from './static-server';

let folder: string;
let server: Server;
let port: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-static-'));
  mkdirSync(join(folder, 'site', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'site', 'index.html'), '<p>home</p>');
  writeFileSync(join(folder, 'site', 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'site', 'a b.json'), '{}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  server = createStaticServer({ root: join(folder, 'site'), headers: { 'X-House': 'kennel' } });
  port = await listen(server, '127.0.0.1', 0, false);
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

test('serves files with their type and the given headers', async () => {
  const home = await get('/?run=sample');
  expect(home.status).toBe(200);
  expect(home.headers.get('content-type')).toContain('text/html');
  expect(home.headers.get('x-house')).toBe('kennel');
  expect(await home.text()).toBe('<p>home</p>');
  expect((await get('/a%20b.json')).headers.get('content-type')).toContain('application/json');
  expect((await get('/assets/app-1a2b.js')).headers.get('cache-control')).toContain('immutable');
});

test('a missing file is a 404, with the headers, and never the page', async () => {
  for (const path of ['/none.json', '/assets', '/assets/', '/%zz', '/%00']) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get('x-house')).toBe('kennel');
  }
});

test('a path cannot leave the folder', async () => {
  expect((await get('/..%2fsecret.txt')).status).toBe(404);
  // fetch tidies the path before it sends it; a socket does not.
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /../secret.txt HTTP/1.0\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toContain('404');
  expect(answer).not.toContain('secret');
});

test('a taken port gives way to a free one only where that is allowed', async () => {
  const second = createStaticServer({ root: folder, headers: {} });
  await expect(listen(second, '127.0.0.1', port, false)).rejects.toThrow('EADDRINUSE');
  const free = await listen(second, '127.0.0.1', port, true);
  expect(free).not.toBe(port);
  second.close();
});
