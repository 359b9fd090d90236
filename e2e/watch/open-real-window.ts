import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../../src/cli/find-browser.ts';

export interface RealWindow {
  readonly page: Page;
  /** Minimises the window: the page becomes hidden and gets no more animation frames. */
  hide(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A page that can be hidden. In the pages that Playwright makes by itself the browser is told that they always
 * have the focus, so this one is opened outside of it and only then driven.
 */
export async function openRealWindow(): Promise<RealWindow> {
  const executable = findBrowser();
  if (executable === undefined) throw new Error('there is no Chromium');
  const profile = await mkdtemp(join(tmpdir(), 'kennel-profile-'));
  const flags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(executable, [...flags, ...browserArguments({ webgpu: 'default' }), 'about:blank']);
  const browser = await chromium.connectOverCDP(await debuggingAddress(child), { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the browser has no window');
  const page = await context.newPage();
  return {
    page,
    hide: async () => {
      const devtools = await context.newCDPSession(page);
      const { windowId } = await devtools.send('Browser.getWindowForTarget');
      await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
    },
    close: async () => {
      const gone = new Promise((resolve) => child.once('close', resolve));
      const devtools = await browser.newBrowserCDPSession();
      await devtools.send('Browser.close').catch(() => undefined); // the answer is lost when it is quick
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => {
      reject(new Error(`the browser ended at once:\n${text}`));
    });
  });
}
