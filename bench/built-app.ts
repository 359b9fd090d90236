import type { Page } from 'playwright';
import { DIST, buildApp } from '../src/cli/build-app.ts';
import { listen } from '../src/cli/listen.ts';
import { securityHeaders } from '../src/cli/security-headers.ts';
import { createStaticServer } from '../src/cli/static-server.ts';
import type { Lab } from './lab.ts';

/** Builds and serves the app as people get it, and measures a page at its address. */
export async function withBuiltApp<T>(
  lab: Lab,
  measure: (page: Page, address: string) => Promise<T>,
): Promise<T> {
  await buildApp();
  const server = createStaticServer({ root: DIST, headers: securityHeaders({ development: false }) });
  const port = await listen(server, '127.0.0.1', 0, false);
  const page = await lab.browser.newPage();
  try {
    await page.addInitScript({ content: 'globalThis.__name = (target) => target;' });
    return await measure(page, `http://127.0.0.1:${port}/`);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The browser reports no shorter task, in milliseconds. */
export const LONG_MS = 50;

/** What the main thread of a page did. */
export interface Frames {
  /** Durations of the tasks above LONG_MS, in milliseconds. */
  readonly tasks: readonly number[];
  readonly frames: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly longestGap: number;
}

/** Watches the page for `ms`. Where `scroll` names an element, it is scrolled down by `speed` pixels a second. */
export function watchFrames(
  page: Page,
  ms: number,
  scroll: { readonly selector: string; readonly speed: number } = { selector: '', speed: 0 },
): Promise<Frames> {
  return page.evaluate(countFrames, { ms, ...scroll });
}

/** Runs in the page. */
async function countFrames(given: {
  readonly ms: number;
  readonly selector: string;
  readonly speed: number;
}): Promise<Frames> {
  const { ms, selector, speed } = given;
  const scroller = selector === '' ? null : document.querySelector(selector);
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const start = performance.now();
  let last = start;
  let frames = 0;
  let longestGap = 0;
  while (last - start < ms) {
    const now = await new Promise<number>((resolve) =>
      requestAnimationFrame(() => resolve(performance.now())),
    );
    if (scroller !== null) scroller.scrollTop += (speed * (now - last)) / 1000;
    longestGap = Math.max(longestGap, now - last);
    last = now;
    frames++;
  }
  observer.disconnect();
  return { tasks, frames, seconds: (last - start) / 1000, longestGap };
}
