import type { Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type ElementHandle, type Page } from 'playwright';
import { InputError } from '../core/input-error.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { Command, RequestOf, ResponseOf, WireError } from '../engine/protocol.ts';
import type { EngineEvent } from '../engine/protocol/events.ts';
import { DIST, buildApp } from './build-app.ts';
import { createFileExchange, type FileExchange } from './file-exchange.ts';
import { browserArguments, findBrowser } from './find-browser.ts';
import type { InputFile } from './input-files.ts';
import { listen } from './listen.ts';
import { nameAsGiven } from './name-as-given.ts';
import { runInPage, type PageJob } from './run-in-page.ts';
import { securityHeaders } from './security-headers.ts';
import { createStaticServer } from './static-server.ts';

type OpeningCommand =
  | 'openTrainingData'
  | 'openDocuments'
  | 'openQueries'
  | 'keepReplies'
  | 'openEvaluationData'
  | 'openPreferences'
  | 'openModel';
type ExportingCommand =
  | 'exportPreferences'
  | 'exportSynthesis'
  | 'exportStudy'
  | 'exportMined'
  | 'exportModel'
  | 'exportRecords'
  | 'exportRunFiles'
  | 'exportIndex';

/** The built app, running in a headless Chromium and driven through its scripting handle. */
export interface AppSession {
  /** Calls the engine. Throws InputError where the fault lies in an input, else Error. */
  call<C extends Command>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>>;
  /** Hands files to the engine, as the source of a request. */
  open<C extends OpeningCommand>(
    command: C,
    files: readonly InputFile[],
    request?: Omit<RequestOf<C>, 'source'>,
  ): Promise<ResponseOf<C>>;
  /** Hands files to the engine, as lists of a request. */
  give<C extends 'evaluateRunFiles'>(
    command: C,
    request: RequestOf<C>,
    lists: Readonly<Record<string, readonly InputFile[]>>,
  ): Promise<ResponseOf<C>>;
  /** Lets the engine make files and puts them into `folder`; gives their names. */
  save<C extends ExportingCommand>(command: C, request: RequestOf<C>, folder: string): Promise<string[]>;
  /**
   * Ends the work. A call whose replies are paid for is told to stop and rejects once they have come; every other ends
   * with the session.
   */
  cancel(): 'stopping' | 'closing';
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly backend: Settings['backend'];
  /** Address of the Hub to load models from; the page may then reach it. */
  readonly endpoint: string;
  readonly onEvent: (event: EngineEvent) => void;
}

const NO_BROWSER = `No Chromium was found. Install one with
  npx playwright install chromium
or name one in the environment variable KENNEL_BROWSER.`;

/** Builds the app where needed, serves it on a free loopback port and opens it. */
export async function openAppSession(options: SessionOptions): Promise<AppSession> {
  await buildApp();
  const exchange = createFileExchange();
  const headers = securityHeaders({ development: false, connect: originsOf(options.endpoint) });
  const server = createStaticServer({ root: DIST, headers, routes: [exchange.route] });
  const port = await listen(server, '127.0.0.1', 0, false);
  const browser = await launch(options.backend).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const close = (): Promise<void> => closeAll(server, browser);
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await page.exposeFunction('kennelEvent', options.onEvent);
    // tsx compiles functions with calls of this helper of esbuild's, which keeps their names; the page lacks it.
    await page.addInitScript({ content: 'globalThis.__name = (target) => target;' });
    await page.goto(`http://127.0.0.1:${port}/?backend=${options.backend}`);
    // The page opens the device by itself; the engine is free for us once the header says what it found.
    const device = page.getByRole('status', { name: 'Device' }).filter({ hasNotText: 'Starting' });
    await device.waitFor({ timeout: 60_000 });
    return createSession(page, exchange, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Commands that have requests under way which are paid for. */
const PAID: ReadonlySet<string> = new Set<Command>(['synthesize', 'judgePairs']);

function createSession(page: Page, exchange: FileExchange, close: () => Promise<void>): AppSession {
  const lost = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(new Error('The browser tab crashed, perhaps for want of memory.')));
  });
  lost.catch(() => undefined); // heard by whichever call is open; between calls there is none

  let underWay = '';
  const run = async (job: Omit<PageJob, 'picker'>, files: readonly InputFile[]): Promise<unknown> => {
    const picker = await pickFiles(page, files);
    underWay = job.command;
    const reply = await Promise.race([page.evaluate(runInPage, { ...job, picker }), lost]);
    underWay = '';
    await picker.dispose();
    if ('error' in reply) throw revive(reply.error, files);
    return reply.result;
  };
  const offered = ({ name }: InputFile, list: string) => ({ name, list });
  return {
    // The casts: `Api` ties the answer to the command, and a message cannot carry types.
    call: async (command, request) =>
      (await run({ command, request, inputs: [], outputs: '' }, [])) as ResponseOf<typeof command>, // see above
    open: async (command, files, request) => {
      const inputs = files.map((file) => offered(file, 'source'));
      const answer = await run({ command, request: request ?? {}, inputs, outputs: '' }, files);
      return answer as ResponseOf<typeof command>; // see above
    },
    give: async (command, request, lists) => {
      const given = Object.entries(lists);
      const inputs = given.flatMap(([list, files]) => files.map((file) => offered(file, list)));
      const answer = await run(
        { command, request, inputs, outputs: '' },
        given.flatMap(([, files]) => files),
      );
      return answer as ResponseOf<typeof command>; // see above
    },
    save: async (command, request, folder) => {
      const answer = await run({ command, request, inputs: [], outputs: exchange.accept(folder) }, []);
      return answer as string[]; // see above
    },
    cancel: () => {
      const stops = PAID.has(underWay);
      // Where the page can no longer be told, there is nothing left to wait for.
      if (stops) page.evaluate(() => globalThis.kennelStop?.()).catch(close);
      else void close();
      return stops ? 'stopping' : 'closing';
    },
    close,
  };
}

/** Hands files to the page as a user does. The page reads them where they lie: nothing is copied. */
async function pickFiles(page: Page, files: readonly InputFile[]): Promise<ElementHandle<HTMLInputElement>> {
  const picker = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    return input;
  });
  await picker.setInputFiles(files.map(({ path }) => path));
  return picker;
}

/** A browser with a profile of its own on the disk: without one, its storage lies in memory. */
interface RunningBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

async function launch(backend: Settings['backend']): Promise<RunningBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(NO_BROWSER);
  const profile = await mkdtemp(join(tmpdir(), 'kennel-browser-'));
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const context = await chromium
    .launchPersistentContext(profile, launchOptions(executablePath, backend))
    .catch(async (error: unknown) => {
      await removeProfile();
      throw error;
    });
  return {
    context,
    close: async () => {
      await context.close();
      await removeProfile();
    },
  };
}

function launchOptions(executablePath: string, backend: Settings['backend']) {
  const wantsGpu = backend === 'auto' || backend === 'webgpu';
  return {
    executablePath,
    args: browserArguments({ webgpu: wantsGpu ? 'hardware' : 'default' }),
    // The command ends the browser itself, after it has tidied up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

async function closeAll(server: Server, browser: RunningBrowser): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  server.close();
}

/** Names the file as the user did, not by its place in the folder they named. */
function revive(error: WireError, files: readonly InputFile[]): Error {
  if (error.file === undefined) return new Error(error.message);
  const prefix = error.line === undefined ? `${error.file}: ` : `${error.file}:${error.line}: `;
  const reason = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
  return new InputError(nameAsGiven(error.file, files), reason, error.line);
}

function originsOf(endpoint: string): string[] {
  return URL.canParse(endpoint) ? [new URL(endpoint).origin] : [];
}
