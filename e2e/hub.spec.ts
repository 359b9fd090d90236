import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { startHubServer, type HubServer } from './servers/hub-server.ts';

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startHubServer();
});
test.afterAll(() => hub.close());

test('a download shows how far it is, can be cancelled, and leaves what was loaded', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.loadFromHub('kennel/micro', hub.url);
  await expect(kennel.model).toContainText('2 × 32');

  await kennel.loadFromHub('kennel/slow', hub.url);
  const bar = kennel.model.getByRole('progressbar');
  await expect(bar).toBeVisible();
  await expect(kennel.model).toContainText(/\d (kB|bytes|MB) of \d/);
  await kennel.model.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toBeHidden();
  await expect(kennel.model).toContainText('Cancelled.');
  await expect(kennel.model).toContainText('kennel/micro');

  await kennel.loadFromHub('kennel/pocket', hub.url);
  await expect(kennel.model).toContainText('3 × 192');
  await expect(kennel.model).not.toContainText('Cancelled.');
});

test('a model of another family opens by its id and names its family', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.loadFromHub('kennel/mpnet', hub.url);
  await expect(kennel.model).toContainText('2 × 32');
  await expect(kennel.model).toContainText('MPNet');
});

test('a private model opens with its token, which is written down nowhere', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.loadFromHub('kennel/private', hub.url);
  await expect(kennel.model.getByRole('alert')).toContainText(/token/i);
  await kennel.model.getByLabel('Token').fill('hf_good');
  await kennel.model.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(kennel.model).toContainText('2 × 32');
  expect(page.url()).not.toContain('hf_good');
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).not.toContain('hf_good');
});
