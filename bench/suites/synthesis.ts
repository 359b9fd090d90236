import type { Locator, Page } from 'playwright';
import { createRandom } from '../../src/core/random/random.ts';
import { watchFrames, withBuiltApp, type Frames } from '../built-app.ts';
import type { Figure } from '../figure.ts';
import { frameFigures } from './page.ts';
import { orReason, type SuiteContext } from './suite.ts';

const DOCUMENTS = 20_000;
const QUICK_DOCUMENTS = 1000;
const PATIENCE_MS = 600_000;
/** How long the table is scrolled, and how fast, in pixels a second. */
const SCROLLED_MS = 5000;
const SPEED = 12_000;
const GRID = '[role="grid"][aria-label="Synthetic rows"]';

/** How the page behaves while many rows are made without a language model, and when their table is scrolled. */
export function measureSynthesis({ lab, quick, say }: SuiteContext): Promise<Figure[]> {
  const documents = quick ? QUICK_DOCUMENTS : DOCUMENTS;
  say(`the built app, making rows of ${documents} documents`);
  return orReason('synthesis', 'in the page', () =>
    withBuiltApp(lab, (page, address) => watchSynthesis(page, address, documents)),
  );
}

async function watchSynthesis(page: Page, address: string, documents: number): Promise<Figure[]> {
  await page.goto(`${address}?backend=wasm&synthesisRows=${documents}`);
  const region = page.getByRole('region', { name: 'Synthesis', exact: true });
  await region.getByRole('button', { name: 'Open Synthesis' }).click();
  await region.getByLabel('Documents', { exact: true }).setInputFiles(makeCorpus(documents));
  const start = region.getByRole('button', { name: 'Make the data' });
  await start.and(page.locator(':enabled')).waitFor({ timeout: PATIENCE_MS });
  const started = performance.now();
  const [frames] = await Promise.all([watchUntilMade(page, region), start.click()]);
  const seconds = (performance.now() - started) / 1000;
  const rows = Number(await page.locator(GRID).getAttribute('aria-rowcount')) - 1;
  const scrolled = await watchFrames(page, SCROLLED_MS, { selector: GRID, speed: SPEED });
  const subject = `${rows} rows of ${documents} documents, without a model`;
  return [
    { subject, figure: 'making them', unit: 'rows/s', ours: rows / seconds, note: `${seconds.toFixed(1)} s` },
    ...frameFigures(`page while making ${subject}`, frames, 'from the first click to the last row'),
    ...frameFigures(`table of ${rows} rows`, scrolled, `scrolled by ${SPEED} pixels a second`),
  ];
}

/** Watches in short pieces, because nothing says beforehand how long it takes. */
async function watchUntilMade(page: Page, region: Locator): Promise<Frames> {
  const pieces: Frames[] = [];
  const over = region.getByText(/^Finished: /);
  do pieces.push(await watchFrames(page, 1000));
  while (!(await over.isVisible()));
  const sum = (value: (piece: Frames) => number): number =>
    pieces.reduce((total, piece) => total + value(piece), 0);
  return {
    tasks: pieces.flatMap(({ tasks }) => tasks),
    frames: sum(({ frames }) => frames),
    seconds: sum(({ seconds }) => seconds),
    longestGap: Math.max(...pieces.map(({ longestGap }) => longestGap)),
  };
}

/** Documents of a title and some 60 words, drawn with a fixed seed. */
function makeCorpus(documents: number) {
  const random = createRandom(7);
  const words = (count: number): string =>
    Array.from({ length: count }, () => `w${random.int(30_000)}`).join(' ');
  const lines = Array.from({ length: documents }, (_, at) =>
    JSON.stringify({ _id: `d${at}`, title: words(6), text: `${words(60)}.` }),
  );
  return { name: 'corpus.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(lines.join('\n')) };
}
