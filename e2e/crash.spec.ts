import { expect, test, type Page } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';

/** Makes everything fail that writes a count, until it is mended. */
function breakCounts(page: Page): Promise<void> {
  return page.evaluate(() => {
    const whole = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format');
    if (whole === undefined) throw new Error('there is no Intl.NumberFormat.format');
    Object.defineProperty(Intl.NumberFormat.prototype, 'format', {
      configurable: true,
      get: () => {
        throw new Error('no numbers today');
      },
    });
    globalThis.addEventListener('mend', () => {
      Object.defineProperty(Intl.NumberFormat.prototype, 'format', whole);
    });
  });
}

test('when the page cannot be drawn it says so, and shows itself again with all it had', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const kennel = await openKennel(page);
  await breakCounts(page);
  await kennel.giveTrainingData({
    name: 'rows.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(microRows(7)),
  });
  await expect(page.getByRole('alert')).toContainText('no numbers today');
  await kennel.button('Copy details').click();
  await expect(page.getByRole('status')).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('no numbers today');

  await page.evaluate(() => dispatchEvent(new Event('mend')));
  await kennel.button('Show the page again').click();
  await expect(kennel.data).toContainText('7 rows');
});

test('the browser asks before trained weights are left behind, and only then', async ({ page }) => {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const upload = (name: string, content: string | Buffer) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });
  const kennel = await openKennel(page, '/?backend=wasm');
  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(15)));
  await page.reload();
  expect(asked).toEqual([]);

  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(15)));
  await kennel.button('Start training').click();
  await kennel.verdict(60_000);
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});
