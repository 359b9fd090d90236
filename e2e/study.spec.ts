import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

const THINGS = ['battery', 'charger', 'motor', 'display', 'brake', 'saddle', 'pedal', 'chain'];

const lines = (values: readonly object[]): Buffer =>
  Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'));
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/x-ndjson', buffer });

const training = file(
  'rows.jsonl',
  lines(
    Array.from({ length: 24 }, (_, i) => ({
      query: `what is part ${i} for`,
      positive: `Part ${i} serves purpose ${7 * i}.`,
      negative: `Part ${i + 40} is blue.`,
      synthetic_positive: `The use of part ${i} is ${7 * i}.`,
      cot: `Think of part ${i}: it is for ${7 * i}.`,
    })),
  ),
);
const evaluation = [
  file(
    'corpus.jsonl',
    lines(THINGS.map((thing, i) => ({ _id: `d${i}`, title: '', text: `How a ${thing} works` }))),
  ),
  file(
    'queries.jsonl',
    lines(THINGS.map((thing, i) => ({ _id: `q${i}`, text: `what does the ${thing} do` }))),
  ),
  file(
    'test.tsv',
    Buffer.from(['query-id\tcorpus-id\tscore', ...THINGS.map((_, i) => `q${i}\td${i}\t1`)].join('\n')),
  ),
];

const ADDRESS =
  '/?backend=wasm&batch=8&epochs=2&heldOut=0.1&loadBest=false&studyGrids=forms&studySeeds=3&maxLength=32';

test('a study that a reload interrupts goes on with the cells it has, and is saved', async ({ page }) => {
  test.setTimeout(180_000);
  const open = async () => {
    const kennel = await openKennel(page, ADDRESS);
    await kennel.giveTrainingData(training);
    await kennel.giveEvaluationData(...evaluation);
    const region = page.getByRole('region', { name: 'Study', exact: true });
    await region.getByRole('button', { name: 'Open Study' }).click();
    await expect(region.getByRole('button', { name: 'Estimate the time' })).toBeEnabled({ timeout: 30_000 });
    return region;
  };
  const first = await open();
  await first.getByRole('button', { name: 'Estimate the time' }).click();
  await expect(first.getByText(/^6 cells, about .* on this device\.$/)).toBeVisible({ timeout: 60_000 });
  await first.getByRole('button', { name: 'Start the study' }).click();
  // In the middle: a seed of both variants is there.
  await expect(first.getByText('1 of 3 seeds').first()).toBeVisible({ timeout: 60_000 });
  await page.reload();

  const region = await open();
  await region.getByRole('button', { name: 'Estimate the time' }).click();
  await expect(region.getByText(/stored/).first()).toBeVisible({ timeout: 60_000 });
  await region.getByRole('button', { name: 'Go on with the study' }).click();
  const table = region.getByRole('group', { name: /^Study on / });
  await expect(region.getByRole('button', { name: 'study.md' })).toBeVisible({ timeout: 120_000 });
  await expect(table.getByRole('row', { name: /^in: the paper's 3 seeds/ })).toContainText(/corrected p/);

  await region.getByLabel('Compare with').selectOption({ label: 'out: pulls every view' });
  await expect(table.getByRole('row', { name: /^out: pulls every view/ })).toContainText(
    'The others are compared with it',
  );
  const download = page.waitForEvent('download');
  await region.getByRole('button', { name: 'study.json' }).click();
  const record = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    seeds: number[];
    reference: string;
    cells: unknown[];
  }; // our own file
  expect([record.seeds, record.reference, record.cells.length]).toEqual([[1, 2, 3], 'forms:out', 8]);
});
