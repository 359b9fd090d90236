import { expect, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { openKennel } from './pages/kennel-page.ts';

/** Twelve sound rows, then a repetition, a near leak, a one-word query and a negative that is another row's positive. */
const ROWS = [
  ...Array.from({ length: 12 }, (_, i) => ({
    query: `when is part number ${i} serviced`,
    positive: `Part ${i} is serviced every ${i + 3} months by the workshop.`,
  })),
  { query: 'When is part number 3 serviced', positive: 'Part 3 is serviced every 6 months by the workshop.' },
  { query: 'how long does the battery take to charge?!', positive: 'It takes five hours and a half.' },
  { query: 'battery', positive: 'It is under the seat.' },
  {
    query: 'when is part number 5 serviced',
    positive: 'It is serviced in spring.',
    negative: 'Part 5 is serviced every 8 months by the workshop.',
  },
];

const training = {
  name: 'rows.jsonl',
  mimeType: 'application/x-ndjson',
  buffer: Buffer.from(ROWS.map((row) => JSON.stringify(row)).join('\n')),
};

const evaluation = {
  name: 'shop.zip',
  mimeType: 'application/zip',
  buffer: Buffer.from(
    zipSync({
      'corpus.jsonl': strToU8('{"_id":"d1","text":"Six hours."}\n{"_id":"d2","text":"Ask the shop."}'),
      'queries.jsonl': strToU8('{"_id":"q1","text":"how long does the battery take to charge"}'),
      'qrels/test.tsv': strToU8('q1\td1\t1\n'),
    }),
  ),
};

test('findings with examples; a fix, an undo and all of them by keyboard; the run trains on what is left', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?backend=wasm&epochs=1&batch=4&evalEvery=100');
  const panel = page.getByRole('region', { name: 'Data checks' });
  const summary = panel.getByRole('status');
  await kennel.giveTrainingData(training);
  await expect(summary).toContainText('1 error, 1 warning', { timeout: 20_000 });
  await kennel.giveEvaluationData(evaluation);
  await expect(summary).toContainText('1 error, 2 warnings');
  await expect(summary).toContainText('16 rows, none left out by fixes.');

  const leak = panel
    .getByRole('listitem')
    .filter({ hasText: 'query nearly the same as one in the evaluation' });
  await leak.getByText('Show examples').click();
  await expect(leak).toContainText('rows.jsonl:14');
  await expect(leak.getByText('evaluation query')).toBeVisible();
  await expect(leak.locator('mark').first()).toHaveText('charge?!');

  const button = leak.getByRole('button');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(summary).toContainText('16 rows, 1 left out by fixes: training uses 15.');
  await expect(button).toHaveText(/^Undo/);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(summary).toContainText('none left out by fixes');

  await kennel.button('Fix errors and warnings').click();
  await expect(summary).toContainText(
    '16 rows, 2 left out by fixes: training uses 14. 1 text of other rows left out.',
  );
  expect(new URL(page.url()).searchParams.get('fixes')).toBe('conflicting-negatives,near-leaks,duplicates');

  await kennel.button('Start training').click();
  await kennel.verdict(120_000);
  const record = await page.evaluate(async () => {
    const files = await globalThis.kennel.call('exportRecords', {});
    return files.find(({ name }) => name === 'metrics.json')?.blob.text() ?? '';
  });
  expect(JSON.parse(record)).toMatchObject({
    settings: { fixes: 'conflicting-negatives,near-leaks,duplicates' },
    checks: { rowsRead: 16, rowsAfterFixes: 14, textsLeftOut: 1 },
  });

  await kennel.button('Undo all fixes').click();
  await expect(summary).toContainText('16 rows, none left out by fixes.');
});

test('sound rows: no problems found, and what they are made of', async ({ page }) => {
  const kennel = await openKennel(page, '/?backend=wasm');
  const panel = page.getByRole('region', { name: 'Data checks' });
  await kennel.giveTrainingData({
    ...training,
    buffer: Buffer.from(
      ROWS.slice(0, 12)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    ),
  });
  await expect(panel.getByRole('status')).toContainText('No problems found in 12 rows.', { timeout: 20_000 });
  await panel.getByText('What the rows are made of').click();
  await expect(panel.getByRole('row', { name: /English 12 rows/ })).toBeVisible();
});
