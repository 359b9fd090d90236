import { expect, test } from '@playwright/test';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';

/** Rows whose texts are longer than the model reads. */
function longRows(count: number): string {
  const word = (i: number): string => ['river', 'stone', 'battery', 'ticket', 'garden'][i % 5] ?? '';
  const text = (row: number): string => Array.from({ length: 300 }, (_, i) => word(row + i * 3)).join(' ');
  return Array.from({ length: count }, (_, row) =>
    JSON.stringify({
      query: `question ${row} about ${text(row)}`,
      positive: `answer ${row} is ${text(row + 1)}`,
    }),
  ).join('\n');
}

const rowsFile = (text: string) => ({
  name: 'rows.jsonl',
  mimeType: 'application/jsonl',
  buffer: Buffer.from(text),
});

test('a run too large for the device is seen before it starts, and one click makes it fit', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?batch=1000&backend=wasm');
  await kennel.giveTrainingData(rowsFile(longRows(1000)));
  await expect(kennel.memory).toContainText('This run may not fit', { timeout: 30_000 });
  await expect(kennel.memory).toContainText('the gradient stays the same');
  await kennel.button('Make it fit').click();
  await expect(kennel.memory).not.toContainText('may not fit');
  expect(page.url()).toMatch(/miniBatch=\d+|recompute=true/);
  await kennel.memory.getByText('Memory: about').click();
  await expect(kennel.memory.getByRole('row', { name: /^Weights \d/ })).toBeVisible();
});

test('the measured figure stands beside the plan', async ({ page }) => {
  const kennel = await openKennel(page, '/?batch=8&epochs=1&backend=wasm');
  await kennel.giveTrainingData(rowsFile(microRows(30)));
  await expect(kennel.memory).toContainText(/Memory: about [\d.]+ MB of [\d.]+ GB/);
  await kennel.button('Start training').click();
  await kennel.verdict(90_000);
  const text = (await kennel.memory.textContent()) ?? '';
  const [planned, used] = ['about', 'used'].map((word) =>
    Number(new RegExp(`${word} ([\\d.]+) MB`).exec(text)?.[1]),
  );
  expect(used).toBeGreaterThan(0.4 * (planned ?? 0));
  expect(used).toBeLessThan(1.3 * (planned ?? 0));
});
