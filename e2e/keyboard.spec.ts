import { expect, test, type Page } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

/** Said of a focus that nothing has, as after a button that went away. */
const LOST = 'nothing';

/** What has the focus, and whether one can see that it has. */
function focused(page: Page): Promise<{ name: string; visible: boolean }> {
  return page.evaluate((LOST) => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { name: '', visible: false };
    // What had the focus went away while the page changed; the next Tab goes on from there.
    if (element === document.body) return { name: LOST, visible: true };
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const outlined = outlineStyle !== 'none' && outlineWidth !== '0px';
    return { name: (label ?? element.innerText).trim(), visible: outlined || boxShadow !== 'none' };
  }, LOST);
}

/** Presses Tab until the focus is on the thing of that name; every stop on the way must be visible. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    expect(stop.visible, `the focus on "${stop.name}" can be seen`).toBe(true);
    if (stop.name === name) return;
    passed.push(stop.name);
    expect(passed.filter((stopped) => stopped === LOST).length, 'the focus was lost').toBeLessThan(3);
  }
  throw new Error(`Tab never reached "${name}"; it stopped at ${passed.join(' | ')}`);
}

test('the sample is started, paused, resumed and stopped without a mouse', async ({ page }) => {
  test.setTimeout(240_000);
  const kennel = await openKennel(page);
  await tabTo(page, 'Try the sample');
  await page.keyboard.press('Enter');

  await expect(kennel.button('Pause')).toBeVisible({ timeout: 60_000 });
  await tabTo(page, 'Pause');
  await page.keyboard.press('Enter');
  await expect(kennel.button('Resume')).toBeVisible({ timeout: 60_000 });
  await kennel.button('Resume').focus();
  await page.keyboard.press('Space');
  await expect(kennel.button('Pause')).toBeVisible();

  await expect(kennel.training).toContainText(/Training.* of \d+ steps/s, { timeout: 120_000 });
  await tabTo(page, 'Stop and keep best');
  await page.keyboard.press('Enter');
  await kennel.verdict(120_000);
  await expect(kennel.evaluation).toContainText('stopped by you');
});

test('everything on the first page can be reached', async ({ page }) => {
  await openKennel(page);
  for (const name of ['Try the sample', 'Training data', 'Evaluation data']) await tabTo(page, name);
});
