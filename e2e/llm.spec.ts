import { expect, test, type Page } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { synthesisRegion } from './pages/synthesis-region.ts';
import config from './playwright.config.ts';
import { startLlmServer, type LlmServer } from './servers/llm-server.ts';

const KEY = 'sk-e2e-0123456789';

// Names that lead to this machine: to the policy, other machines than the page's.
const [NAMED, OTHER] = ['named.test', 'other.test'];
const { launchOptions } = config.use ?? {};
const rules = [NAMED, OTHER].map((name) => `MAP ${name} 127.0.0.1`).join(', ');
test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=${rules}`],
  },
});

let named: LlmServer;
let other: LlmServer;
test.beforeAll(async () => {
  named = await startLlmServer({ host: NAMED });
  other = await startLlmServer({ host: OTHER });
});
test.afterAll(() => Promise.all([named.close(), other.close()]));

/** Asks the endpoint through the engine; gives what it said, or what stood in the way. */
function tryLlm(page: Page, llmUrl: string, llmModel = 'test-model'): Promise<string> {
  return page.evaluate(
    async ([url, model, key]) => {
      const settings = { llm: 'endpoint', llmUrl: url, llmModel: model, llmTimeout: 10, llmMaxTokens: 64 };
      const request = { settings, key } as unknown as Parameters<typeof kennel.call<'testLlm'>>[1]; // it reads no other settings
      return kennel.call('testLlm', request).then(
        ({ reply }) => reply,
        (error: unknown) => String(error),
      );
    },
    [llmUrl, llmModel, KEY] as const,
  );
}

/** Whether a script of the page can read an address. */
function reach(page: Page, address: string): Promise<string> {
  return page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    address,
  );
}

test('the endpoint that was named is reached, by its worker and by nothing else', async ({ page }) => {
  await openKennel(page);
  const room = named.open();
  expect(await tryLlm(page, room.url)).toBe('ready');
  expect(await reach(page, `${room.url}/models`)).toBe('refused');

  // The same worker, admitted to one origin and told to ask another.
  const elsewhere = other.open();
  const answer = await page.request.get('/');
  expect(answer.headers()['content-security-policy']).not.toContain(NAMED);
  const address = await llmScript(page, room.url);
  expect(address).not.toContain(KEY);
  const policy = (await page.request.get(address)).headers()['content-security-policy'] ?? '';
  expect(policy).toBe(`default-src 'none'; script-src 'self'; connect-src ${named.url}`);
  expect(await askWorker(page, address, elsewhere.url)).toBe('network');
  expect(elsewhere.log().requests).toEqual([]);
  expect(await askWorker(page, address, room.url)).toBe('ready');
});

/** Address of the worker's script, as the engine starts it. */
async function llmScript(page: Page, url: string): Promise<string> {
  const started = page.waitForEvent('request', (request) => /llm\.worker.*connect=/.test(request.url()));
  await tryLlm(page, url);
  return (await started).url();
}

/** Starts the worker at an address, tells it to ask an endpoint, and gives the reply or the kind of fault. */
function askWorker(page: Page, address: string, url: string): Promise<string> {
  return page.evaluate(
    ([script, endpoint]) =>
      new Promise<string>((resolve) => {
        const worker = new Worker(script, { type: 'module' });
        worker.onmessage = ({
          data,
        }: MessageEvent<{ reply?: { text: string }; fault?: { kind: string } }>) => {
          resolve(data.reply?.text ?? data.fault?.kind ?? 'nothing');
          worker.terminate();
        };
        const messages = [{ role: 'user', content: 'Reply with the one word: ready' }];
        worker.postMessage({ open: { url: endpoint, key: '', hasBudget: false } });
        worker.postMessage({ id: 1, ask: { messages, temperature: 0, maxTokens: 16 }, model: 'test-model' });
      }),
    [address, url] as const,
  );
}

test('a model is chosen from those that there are, tried, and its key forgotten', async ({ page }) => {
  const room = named.open({ key: KEY, models: ['tiny', 'small'] });
  await openKennel(page, `/?llmUrl=${encodeURIComponent(room.url)}`);
  const { region, open } = synthesisRegion(page);
  await open();
  const panel = region.getByRole('region', { name: 'Language model' });
  await panel.getByRole('button', { name: 'Try it' }).click();
  await expect(panel.getByRole('alert')).toContainText('refuses the key');
  await panel.getByLabel('Key', { exact: true }).fill(KEY);
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByLabel('Models that there are').selectOption('tiny');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await expect(panel.getByRole('status').filter({ hasText: 'It works' })).toContainText('ready');
  expect(page.url()).toContain('llmModel=tiny');
  expect(page.url()).not.toContain(KEY);
  const stored = (): Promise<string> => page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(await stored()).not.toContain(KEY);
  await panel.getByLabel('Keep the key in this browser').check();
  expect(await stored()).toContain(KEY);

  // A link to another endpoint does not get it.
  const key = panel.getByLabel('Key', { exact: true });
  const elsewhere = other.open({ key: KEY });
  await openKennel(page, `/?llmModel=test-model&llmUrl=${encodeURIComponent(elsewhere.url)}`);
  await open();
  await expect(panel.getByText(`The key given for ${named.url} is sent there only`)).toBeVisible();
  await expect(key).toHaveValue('');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await expect(panel.getByRole('alert')).toContainText('refuses the key');
  await panel.getByLabel('Address', { exact: true }).fill(room.url);
  await expect(key).toHaveValue(KEY);
  await panel.getByRole('button', { name: 'Forget' }).click();
  expect(await stored()).not.toContain(KEY);
  await expect(key).toHaveValue('');
});
