import type { Page } from 'playwright';
import { DIST, buildApp } from '../../src/cli/build-app.ts';
import { listen } from '../../src/cli/listen.ts';
import { securityHeaders } from '../../src/cli/security-headers.ts';
import { createStaticServer } from '../../src/cli/static-server.ts';
import { atLeast, atMost, type Figure } from '../figure.ts';
import { orReason, type SuiteContext } from './suite.ts';

const WATCHED_MS = 15_000;
const QUICK_MS = 4000;
const PATIENCE_MS = 180_000;
/** The browser reports no shorter task. */
const LONG_MS = 50;

/** How the page itself behaves while its worker trains the sample: its longest task, its frames. */
export async function measurePage(context: SuiteContext): Promise<Figure[]> {
  context.say('the built app, training the sample');
  await buildApp();
  const server = createStaticServer({ root: DIST, headers: securityHeaders({ development: false }) });
  const port = await listen(server, '127.0.0.1', 0, false);
  const page = await context.lab.browser.newPage();
  try {
    return await orReason('page', 'while training', () =>
      watch(page, `http://127.0.0.1:${port}/?run=sample`, context.quick ? QUICK_MS : WATCHED_MS),
    );
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

async function watch(page: Page, address: string, ms: number): Promise<Figure[]> {
  await page.addInitScript({ content: 'globalThis.__name = (target) => target;' });
  await page.goto(address);
  await page
    .getByText(/Training.* of \d+ steps/)
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  const device = (await page.getByRole('status', { name: 'Device' }).textContent())?.trim() ?? '';
  const seen = await page.evaluate(countFrames, ms);
  const subject = `page while training the sample, ${seen.seconds.toFixed(0)} s`;
  const longest = seen.tasks.length === 0 ? LONG_MS : Math.max(...seen.tasks);
  return [
    {
      subject,
      figure: 'longest task',
      unit: 'ms',
      ours: longest,
      reach: atMost(longest, LONG_MS, `${LONG_MS} ms`),
      note: `${seen.tasks.length || 'none'} above ${LONG_MS} ms, the shortest that the browser reports; ${device}`,
    },
    {
      subject,
      figure: 'frames',
      unit: 'frames/s',
      ours: seen.frames / seen.seconds,
      reach: atLeast(seen.frames / seen.seconds, 30, '30 frames/s'),
      note: `longest gap ${seen.longestGap.toFixed(0)} ms`,
    },
  ];
}

/** Runs in the page. */
async function countFrames(
  ms: number,
): Promise<{ tasks: number[]; frames: number; seconds: number; longestGap: number }> {
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
    longestGap = Math.max(longestGap, now - last);
    last = now;
    frames++;
  }
  observer.disconnect();
  return { tasks, frames, seconds: (last - start) / 1000, longestGap };
}
