import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

/** 12 rows of people and 48 of a language model. */
const ROWS = Array.from({ length: 60 }, (_, i) => ({
  query: `when is part number ${i} serviced`,
  positive: `Part ${i} is serviced every ${i + 3} months by the workshop.`,
  synthetic_positive: `The workshop looks after part ${i} each ${i + 3} months.`,
  paradigm: i % 5 === 0 ? 'human' : 'zero-shot',
}));

const training = {
  name: 'rows.jsonl',
  mimeType: 'application/x-ndjson',
  buffer: Buffer.from(ROWS.map((row) => JSON.stringify(row)).join('\n')),
};

test('a mix is set by keyboard, kept in the address, and the run says what an epoch has', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?backend=wasm&epochs=1&batch=4&evalEvery=100');
  await kennel.giveTrainingData(training);
  const panel = page.getByRole('region', { name: 'Mix of sources' });
  const told = panel.getByRole('status');
  await expect(told).toHaveText('An epoch has all 60 rows.', { timeout: 20_000 });

  const button = panel.getByRole('button');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toBeFocused();
  await expect(told).toContainText('An epoch has 24 rows');
  await expect(panel.getByRole('row', { name: /^zero-shot/ })).toContainText('12, 50 %');

  const ratio = panel.getByLabel('Ratio of zero-shot');
  await ratio.fill('a lot');
  await expect(panel.getByRole('alert')).toContainText('is not a number from 0');
  await ratio.fill('3');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(told).toContainText('An epoch has 48 rows');
  expect(new URL(page.url()).searchParams.get('mix')).toBe('zero-shot:3,human:1');

  await kennel.button('Start training').click();
  await kennel.verdict(120_000);
  await expect(kennel.evaluation).toContainText(/Mix: an epoch has \d+ rows, \d+ "/);

  await panel.getByRole('button', { name: 'Use all rows instead' }).click();
  await expect(told).toHaveText('An epoch has all 60 rows.');
  expect(new URL(page.url()).searchParams.get('mix')).toBe('');
});
