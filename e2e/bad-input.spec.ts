import { expect, test, type Locator } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { zipBomb } from './data/zip-bomb.ts';
import { openKennel, type KennelPage } from './pages/kennel-page.ts';
import { startHubServer } from './servers/hub-server.ts';

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

const alertIn = (region: Locator): Locator => region.getByRole('alert');

/** The app still works: good rows are read, and say so. */
async function readsGoodRows(kennel: KennelPage): Promise<void> {
  await kennel.giveTrainingData(upload('good.jsonl', microRows(12)));
  await expect(kennel.data).toContainText('good.jsonl');
  await expect(kennel.data).toContainText('12 rows');
  await expect(alertIn(kennel.data)).toBeHidden();
}

const BAD_DATA: readonly (readonly [what: string, name: string, content: string, says: RegExp])[] = [
  ['not JSON', 'notes.txt', 'Dear diary,\ntoday I trained a retriever.\n', /notes\.txt/],
  ['no known keys', 'rows.jsonl', '{"foo":"a","bar":"b"}\n{"foo":"c","bar":"d"}\n', /rows\.jsonl/],
  ['empty', 'empty.jsonl', '', /empty/i],
  ['blank lines only', 'blank.jsonl', '\n\n  \n', /blank\.jsonl/],
];

for (const [what, name, content, says] of BAD_DATA)
  test(`training data that is ${what} is refused with its reason, and the app goes on`, async ({ page }) => {
    const kennel = await openKennel(page);
    await kennel.giveTrainingData(upload(name, content));
    await expect(alertIn(kennel.data)).toContainText(says);
    await readsGoodRows(kennel);
  });

test('bad lines among good ones are left out, counted and explained', async ({ page }) => {
  const kennel = await openKennel(page);
  const lines = [microRows(3), '{"query": "word1"', '{"query": "word2"}', microRows(2)];
  await kennel.giveTrainingData(upload('mixed.jsonl', lines.join('\n')));
  await expect(kennel.data).toContainText('5 rows');
  await expect(kennel.data).toContainText(/2 lines/);
});

test('a refused file leaves what was loaded before', async ({ page }) => {
  const kennel = await openKennel(page);
  await readsGoodRows(kennel);
  await kennel.giveTrainingData(upload('notes.txt', 'Dear diary'));
  await expect(alertIn(kennel.data)).toContainText('notes.txt');
  await expect(kennel.data).toContainText('good.jsonl');
});

test('a zip bomb is refused before it unfolds', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.giveTrainingData(upload('bomb.zip', zipBomb('rows.jsonl', 256)));
  await expect(alertIn(kennel.data)).toContainText('bomb.zip', { timeout: 30_000 });
  await readsGoodRows(kennel);
});

test('a BEIR folder without its queries is refused by name', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.giveEvaluationData(upload('corpus.jsonl', '{"_id":"1","title":"","text":"word1"}\n'));
  await expect(alertIn(kennel.data)).toContainText('queries.jsonl');
});

test.describe('models', () => {
  /** A safetensors file whose first eight bytes claim a header of 2 GB. */
  const hugeHeader = Buffer.alloc(1024);
  hugeHeader.writeBigUInt64LE(2_000_000_000n);

  const BAD_MODELS: readonly (readonly [what: string, zip: () => Buffer, says: RegExp])[] = [
    [
      'claims a header of 2 GB',
      () => microModelZip({ 'model.safetensors': hugeHeader }),
      /model\.safetensors.*header/is,
    ],
    [
      'is of another family',
      () => microModelZip({ 'config.json': '{"model_type":"t5","architectures":["T5EncoderModel"]}' }),
      /t5/i,
    ],
    ['has a broken description', () => microModelZip({ 'config.json': '{"model_type": ' }), /config\.json/],
    ['is a zip cut off in the middle', () => microModelZip().subarray(0, 20_000), /zip/i],
  ];

  for (const [what, zip, says] of BAD_MODELS)
    test(`a model that ${what} is refused with its reason, and the next one loads`, async ({ page }) => {
      const kennel = await openKennel(page);
      await kennel.giveModelFiles(upload('model.zip', zip()));
      await expect(alertIn(kennel.model)).toContainText(says);
      await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
      await expect(kennel.model).toContainText('2 × 32');
      await expect(alertIn(kennel.model)).toBeHidden();
    });

  const BAD_HUBS: readonly (readonly [id: string, says: RegExp])[] = [
    ['kennel/none', /kennel\/none/],
    ['kennel/private', /token/i],
    ['kennel/html', /page|HTML/i],
    ['kennel/short', /model\.safetensors/],
    ['kennel/wrong-checksum', /checksum|damaged/i],
    ['kennel/pytorch-only', /safetensors/],
    ['kennel/deberta', /deberta/i],
  ];

  test('a Hub that misbehaves is understood, one way after the other, and a good model loads after it', async ({
    page,
  }) => {
    const hub = await startHubServer();
    const kennel = await openKennel(page);
    for (const [id, says] of BAD_HUBS)
      await test.step(id, async () => {
        await kennel.loadFromHub(id, hub.url);
        await expect(alertIn(kennel.model)).toContainText(says);
      });
    await kennel.loadFromHub('kennel/micro', hub.url);
    await expect(kennel.model).toContainText('2 × 32');
    await hub.close();
    await test.step('offline', async () => {
      await kennel.loadFromHub('kennel/pocket', hub.url);
      await expect(alertIn(kennel.model)).toContainText(/reach|connect|offline/i);
      await expect(kennel.model).toContainText('2 × 32');
    });
  });

  test('with the storage full a model of the Hub still loads, and the page says it was not kept', async ({
    page,
    context,
    baseURL,
  }) => {
    const hub = await startHubServer();
    const devtools = await context.newCDPSession(page);
    const kennel = await openKennel(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 1000 });
    await kennel.loadFromHub('kennel/pocket', hub.url);
    await expect(kennel.model).toContainText('3 × 192');
    await expect(kennel.model).toContainText(/storage|space|kept/i);
    await hub.close();
  });
});
