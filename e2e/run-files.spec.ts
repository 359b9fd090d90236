import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

const QUERIES = Array.from({ length: 12 }, (_, i) => `q${i}`);

const upload = (name: string, content: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** Ranks the relevant document first for the first `hits` queries, second for the others. */
const run = (name: string, hits: number) =>
  upload(
    name,
    QUERIES.map((query, i) => `${query} Q0 good 1 ${i < hits ? 3 : 1} t\n${query} Q0 bad 2 2 t\n`).join(''),
  );

test('run files are measured and any two compared, by keyboard, without a model', async ({ page }) => {
  const { evaluation } = await openKennel(page, '/?backend=wasm');
  await evaluation.getByText('Evaluate run files').press('Enter');
  const runs = evaluation.getByLabel('Run files', { exact: true });
  await runs.setInputFiles([run('plain.trec', 2)]);
  await expect(evaluation.getByRole('status')).toContainText('Judgements are missing');
  await evaluation
    .getByLabel('Judgements (qrels)')
    .setInputFiles([upload('judged.qrels', QUERIES.map((query) => `${query} 0 good 1\n`).join(''))]);
  const figures = evaluation.getByRole('group', { name: 'Metrics of the runs on judged' });
  await expect(figures.getByRole('row', { name: 'MRR@10' })).toContainText('0.5833');

  await runs.setInputFiles([run('better.trec', 12), run('same.trec', 2)]);
  const comparisons = evaluation.getByRole('list', { name: 'Comparisons' }).getByRole('listitem');
  await expect(comparisons).toContainText(['Better: better against plain', 'Undecided: same against plain']);
  await expect(comparisons.first()).toContainText('10, 2, 0');

  const choice = (name: string) => evaluation.getByRole('combobox', { name, exact: true });
  await choice('with').selectOption('better');
  await choice('Compare').selectOption('same');
  await choice('by').selectOption('MRR@10');
  await expect(comparisons).toHaveText([/^Worse: same against better.*MRR@10, difference−0\.4167/]);

  await evaluation.getByRole('button', { name: 'Remove better.trec' }).press('Enter');
  await expect(comparisons).toContainText(['Undecided: same against plain']);
});

test('a run file that is at fault is named with its line', async ({ page }) => {
  const { evaluation } = await openKennel(page, '/?backend=wasm');
  await evaluation.getByText('Evaluate run files').click();
  await evaluation.getByLabel('Judgements (qrels)').setInputFiles([upload('qrels', 'q 0 d 1\n')]);
  await evaluation
    .getByLabel('Run files', { exact: true })
    .setInputFiles([upload('twice.trec', 'q Q0 d 1 2 t\nq Q0 d 2 1 t\n')]);
  await expect(evaluation.getByRole('alert')).toContainText('twice.trec, line 2');
  await expect(evaluation.getByRole('alert')).toContainText('document "d" occurs twice for query "q"');
});
