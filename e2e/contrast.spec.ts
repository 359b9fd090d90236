import { expect, test } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';
import { faintTexts } from './watch/measure-contrast.ts';

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`every text of the ${colorScheme} page has the contrast of WCAG AA, before a run and after`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const kennel = await openKennel(page, '/?backend=wasm');
    expect(await faintTexts(page)).toEqual([]);
    await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
    const rows = [microRows(15), '{"query": "word1"'].join('\n');
    await kennel.giveTrainingData(upload('rows.jsonl', rows));
    await kennel.giveEvaluationData(upload('corpus.jsonl', '{"_id":"1","text":"word1"}\n')); // an error to be read
    await expect(kennel.data.getByRole('alert')).toBeVisible();
    await kennel.button('Start training').click();
    await kennel.verdict(60_000);
    for (const name of ['Synthesis', 'Mining', 'Alignment', 'Study'])
      await kennel.button(`Open ${name}`).click();
    for (const more of await page.locator('details:not(.menu) > summary:visible').all()) await more.click();
    expect(await faintTexts(page)).toEqual([]);
  });

test('the measure finds a text that is too faint', async ({ page }) => {
  await openKennel(page);
  await page.evaluate(() => {
    document.querySelector('h1')?.style.setProperty('opacity', '0.2');
  });
  expect((await faintTexts(page))[0]?.text).toContain('Train a search model');
});
