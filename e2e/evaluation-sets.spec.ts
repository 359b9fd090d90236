import { expect, test } from '@playwright/test';
import { beirZip } from './data/beir-set.ts';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

test('two evaluation sets: roles, a curve for each, one verdict, and a table of both', async ({ page }) => {
  test.setTimeout(180_000);
  const kennel = await openKennel(page, '/?backend=wasm');
  const sets = kennel.data.getByRole('list', { name: 'Evaluation sets' });
  await kennel.giveEvaluationData(upload('near.zip', beirZip(8, 0)), upload('far.zip', beirZip(11, 20)));
  await expect(sets).toContainText('near 8 passages · 8 questions');
  const far = sets.getByRole('listitem', { name: 'far', exact: true });
  await expect(far).toContainText('measured, but chooses nothing');
  await far.getByRole('radio', { name: 'Out-of-distribution' }).check();
  await expect(far).toContainText('what training makes the model forget');
  await expect(far.getByRole('radio', { name: 'Out-of-distribution' })).toBeChecked();

  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(24)));
  await kennel.button('Start training').click();
  await kennel.verdict(120_000);

  await test.step('the chart has a line for each', async () => {
    const chart = kennel.training.page().getByRole('img', { name: /^nDCG@10\./ });
    await expect(chart).toHaveAttribute(
      'aria-label',
      /near: .* at step.*far, out-of-distribution: .* at step/,
    );
    await expect(
      page.getByText('Only watched, never used to choose the weights: far (11 questions)'),
    ).toBeVisible();
  });

  await test.step('the table compares them, and shows more of the one that is chosen', async () => {
    const table = kennel.evaluation.getByRole('group', { name: 'Evaluation sets compared' });
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table).toContainText('Out-of-distribution, 11 questions');
    const metrics = kennel.evaluation.getByRole('group', { name: 'Metrics', exact: true });
    await expect(metrics).toContainText('8 questions of near (test)');
    await table.getByRole('button', { name: 'far' }).press('Enter');
    await expect(table.getByRole('button', { name: 'far' })).toHaveAttribute('aria-pressed', 'true');
    await expect(metrics).toContainText('11 questions of far (test), ranked among 11 passages');
  });

  await test.step('there are records of each', async () => {
    for (const name of ['run.trec', 'run.far.trec', 'qrels.far.trec', 'per-query.far.csv'])
      await expect(kennel.export.getByRole('button', { name, exact: true })).toBeVisible();
  });

  await test.step('a set can go', async () => {
    await far.getByRole('button', { name: 'Remove far' }).click();
    await expect(far).toHaveCount(0);
    await expect(sets).toContainText('near');
    await expect(kennel.evaluation).toContainText('the figures of the run on the data loaded before');
  });
});
