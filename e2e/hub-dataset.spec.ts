import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { startHubServer, type HubServer } from './servers/hub-server.ts';

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startHubServer();
});
test.afterAll(() => hub.close());

test('a data set of the Hub is fetched when asked for, and not before', async ({ page }) => {
  const kennel = await openKennel(page, `/?endpoint=${encodeURIComponent(hub.url)}`);
  await kennel.fetchDataset('kennel/toy');
  await expect(kennel.data).toContainText('triplet · 30 rows');
  await expect(kennel.data).toContainText('triplet · 4 rows');
  await expect(kennel.data).toContainText('1 file of other splits left out');

  await kennel.fetchDataset('kennel/parts');
  await expect(kennel.data.getByRole('alert')).toContainText('name one, such as kennel/parts/pair');
  await kennel.fetchDataset('kennel/parts/triplet');
  await expect(kennel.data).toContainText('kennel/parts/triplet/train.jsonl');
});

test('no request goes to the Hub unasked, and a name that is none is refused in place', async ({ page }) => {
  const kennel = await openKennel(page, `/?endpoint=${encodeURIComponent(hub.url)}`);
  const before = await requests();
  await kennel.fetchDataset('toy');
  await expect(kennel.data.getByLabel('Data set')).toHaveAccessibleDescription(/no data set of the Hub/);
  expect(await requests()).toEqual(before);
});

test('a download can be cancelled', async ({ page }) => {
  const kennel = await openKennel(page, `/?endpoint=${encodeURIComponent(hub.url)}`);
  await kennel.fetchDataset('kennel/slow-rows');
  const bar = kennel.data.getByRole('progressbar');
  await expect(bar).toBeVisible();
  await kennel.data.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toBeHidden();
  await expect(kennel.data).toContainText('Cancelled.');
});

async function requests(): Promise<unknown> {
  return (await fetch(`${hub.url}/requests`)).json();
}
