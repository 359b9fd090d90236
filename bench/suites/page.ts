import type { Page } from 'playwright';
import { LONG_MS, watchFrames, withBuiltApp, type Frames } from '../built-app.ts';
import { atLeast, atMost, type Figure } from '../figure.ts';
import { orReason, type SuiteContext } from './suite.ts';

const WATCHED_MS = 15_000;
const QUICK_MS = 4000;
const PATIENCE_MS = 180_000;

/** How the page itself behaves while its worker trains the sample: its longest task, its frames. */
export function measurePage({ lab, quick, say }: SuiteContext): Promise<Figure[]> {
  say('the built app, training the sample');
  return orReason('page', 'while training', () =>
    withBuiltApp(lab, (page, address) => watch(page, `${address}?run=sample`, quick ? QUICK_MS : WATCHED_MS)),
  );
}

async function watch(page: Page, address: string, ms: number): Promise<Figure[]> {
  await page.goto(address);
  await page
    .getByText(/Training.* of \d+ steps/)
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  const device = (await page.getByRole('status', { name: 'Device' }).textContent())?.trim() ?? '';
  const seen = await watchFrames(page, ms);
  return frameFigures(`page while training the sample, ${seen.seconds.toFixed(0)} s`, seen, device);
}

/** The longest task and the rate of frames. */
export function frameFigures(subject: string, seen: Frames, circumstances: string): Figure[] {
  const longest = seen.tasks.length === 0 ? LONG_MS : Math.max(...seen.tasks);
  const rate = seen.frames / seen.seconds;
  return [
    {
      subject,
      figure: 'longest task',
      unit: 'ms',
      ours: longest,
      reach: atMost(longest, LONG_MS, `${LONG_MS} ms`),
      note: `${seen.tasks.length || 'none'} above ${LONG_MS} ms, the shortest that the browser reports; ${circumstances}`,
    },
    {
      subject,
      figure: 'frames',
      unit: 'frames/s',
      ours: rate,
      reach: atLeast(rate, 30, '30 frames/s'),
      note: `longest gap ${seen.longestGap.toFixed(0)} ms`,
    },
  ];
}
