import { mkdtemp } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { build } from 'vite';
import { PROJECT } from '../src/cli/build-app.ts';
import { browserArguments, findBrowser, type WebgpuAdapter } from '../src/cli/find-browser.ts';
import { listen } from '../src/cli/listen.ts';
import { createStaticServer, sendFile, sendText } from '../src/cli/static-server.ts';
import { watchHeaps } from './worker-heaps.ts';
import type { Command, RequestOf, ResponseOf, WorkerName } from './api';

/** The pocket encoder as onnxruntime wants it; the benchmark goes without where it is absent. */
export const ONNX_MODEL = join(PROJECT, '..', 'shared', 'models', 'pocket', 'onnx', 'model.onnx');

/** Files of other engines, served from where npm put them: nothing comes from the network. */
const FOLDERS: Readonly<Record<string, string>> = {
  '/tfjs-wasm/': join(PROJECT, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist'),
  '/ort/': join(PROJECT, 'node_modules', 'onnxruntime-web', 'dist'),
};

/** A browser with the benchmark's page, whose workers compute. */
export interface Lab {
  /** The WebGPU adapter's name, or null where there is none. */
  readonly adapter: string | null;
  readonly browser: BrowserContext;
  /** A fresh page: its workers start with clean memory. */
  bench(): Promise<Bench>;
  close(): Promise<void>;
}

export interface Bench {
  call<W extends WorkerName, C extends Command<W>>(
    worker: W,
    command: C,
    request: RequestOf<W, C>,
  ): Promise<ResponseOf<W, C>>;
  /** Ends a worker; the next call starts a new one. */
  end(worker: WorkerName): Promise<void>;
  /** Bytes of the workers' JavaScript heaps after collecting garbage. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Builds the page into a temporary folder, serves it with cross-origin isolation, and starts the browser. */
export async function openLab(webgpu: WebgpuAdapter, executable: string | undefined): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'kennel-bench-'));
  await build({ configFile: join(PROJECT, 'bench', 'vite.config.ts'), build: { outDir: folder } });
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const headers = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const server = createStaticServer({ root: folder, headers, routes: [serveOthers] });
  const port = await listen(server, '127.0.0.1', 0, false);
  const browser = await launch(webgpu, executable, join(folder, 'profile'));
  const address = `http://127.0.0.1:${port}/`;
  return {
    adapter: await adapterName(browser, address),
    browser,
    bench: () => openBench(browser, address),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** With a profile on the disk, as people have: without one the browser's storage is slow, and lies in memory. */
async function launch(
  webgpu: WebgpuAdapter,
  executable: string | undefined,
  profile: string,
): Promise<BrowserContext> {
  const executablePath = executable ?? findBrowser();
  if (executablePath === undefined)
    throw new Error('No Chromium was found: npx playwright install chromium, or --browser PATH');
  // A server's GPU may be on the browser's list of those it does not trust.
  const trust = webgpu === 'hardware' ? ['--ignore-gpu-blocklist'] : [];
  // Playwright would close the browser and leave the suites running without it. On exit it ends the browser too.
  process.once('SIGTERM', () => process.exit(143));
  const args = [...browserArguments({ webgpu }), ...trust];
  return chromium.launchPersistentContext(profile, { executablePath, args, handleSIGTERM: false });
}

function serveOthers(request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const file = path === '/onnx/model.onnx' ? ONNX_MODEL : findIn(path);
  if (file === undefined) return false;
  if (existsSync(file)) sendFile(file, request, response);
  else sendText(response, 404, 'Not found\n');
  return true;
}

function findIn(path: string): string | undefined {
  const prefix = Object.keys(FOLDERS).find((start) => path.startsWith(start));
  const folder = prefix === undefined ? undefined : FOLDERS[prefix];
  return folder === undefined ? undefined : join(folder, basename(path));
}

async function openPage(browser: BrowserContext, address: string): Promise<Page> {
  const page = await browser.newPage();
  // tsx compiles functions with calls of this helper of esbuild's, which keeps their names; the page lacks it.
  await page.addInitScript({ content: 'globalThis.__name = (target) => target;' });
  await page.goto(address);
  return page;
}

async function openBench(browser: BrowserContext, address: string): Promise<Bench> {
  const page = await openPage(browser, address);
  const heaps = await watchHeaps(page);
  const crashed = new Promise<never>((_, reject) => {
    page.on('crash', () => {
      reject(new Error('the browser tab crashed, perhaps for want of memory'));
    });
  });
  crashed.catch(() => undefined); // heard by the call that is open
  return {
    call: async (worker, command, request) => {
      const work = page.evaluate(
        (question) => globalThis.bench.call(question.worker, question.command, question.request),
        { worker, command, request: request as unknown }, // as any structure that a message can carry
      );
      return (await Promise.race([work, crashed])) as ResponseOf<typeof worker, typeof command>; // a message carries no types
    },
    end: (worker) => page.evaluate((name) => globalThis.bench.end(name), worker),
    heapBytes: () => heaps.used(),
    close: () => page.close(),
  };
}

async function adapterName(browser: BrowserContext, address: string): Promise<string | null> {
  const page = await openPage(browser, address);
  const name = await page.evaluate(async () => {
    const gpu = (navigator as { gpu?: GPU }).gpu; // typed as always there, which it is not
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const { vendor, architecture, device, description } = adapter.info;
    return [vendor, architecture, device, description].filter((part) => part !== '').join(' ');
  });
  await page.close();
  return name;
}
