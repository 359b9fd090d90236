import type { Page } from '@playwright/test';

export interface LongTask {
  /** Milliseconds since the page was opened. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
}

declare global {
  var longTasks: LongTask[];
}

/** Records every task of the page's main thread above 50 ms. Call it before the page is opened. */
export async function watchLongTasks(page: Page): Promise<{ since(start: number): Promise<LongTask[]> }> {
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        globalThis.longTasks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  return {
    since: async (start) =>
      (await page.evaluate(() => globalThis.longTasks)).filter((task) => task.start >= start),
  };
}
