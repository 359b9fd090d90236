import type { MLCEngine } from '@mlc-ai/web-llm';
import { afterEach, expect, test, vi } from 'vitest';
import type { Ask } from '../../core/llm/llm';
import { ProviderFault, type ProviderProgress } from '../../core/llm/provider';
import { webllmProvider, type WebLlm } from './webllm-provider';

const NEVER = new AbortController().signal;
const ASK: Ask = {
  purpose: 'verify',
  promptVersion: 'v2',
  messages: [
    { role: 'system', content: 'You judge.' },
    { role: 'user', content: 'yes or no' },
  ],
  temperature: 0.3,
  maxTokens: 12,
  attempt: 0,
};

type Create = (request: object) => Promise<object>;

/** WebLLM with one model, which answers as it is told; counts how often it was loaded and opened. */
function fakeWebLlm(create: Create, open: () => Promise<void> = () => Promise.resolve()) {
  const opened: string[] = [];
  const requests: object[] = [];
  const seen = { loads: 0, opened, requests };
  const completions = {
    create: (request: object) => {
      seen.requests.push(request);
      return create(request);
    },
  };
  const engine = { chat: { completions } } as unknown as Pick<MLCEngine, 'chat'>; // the part that is used
  const load = (): Promise<WebLlm> => {
    seen.loads++;
    return Promise.resolve({
      models: ['tiny', 'small'],
      open: async (model, onProgress) => {
        seen.opened.push(model);
        onProgress(0.25, 'fetching weights');
        await open();
        onProgress(1, 'ready');
        return engine;
      },
    });
  };
  return { seen, load };
}

const saying =
  (content: string, more: object = {}): Create =>
  () =>
    Promise.resolve({ choices: [{ message: { content }, finish_reason: 'stop' }], ...more });

async function faultOf(promise: Promise<unknown>): Promise<ProviderFault> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ProviderFault) return error;
  throw new Error(`expected a fault, not ${String(error)}`);
}

function withGpu(): void {
  vi.stubGlobal('navigator', { gpu: {} });
}
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a model is fetched at the first ask, tells how far it is, and replies', async () => {
  withGpu();
  const told: ProviderProgress[] = [];
  const usage = { prompt_tokens: 9, completion_tokens: 1 };
  const { seen, load } = fakeWebLlm(saying('yes', { usage }));
  const provider = webllmProvider((progress) => told.push(progress), load);
  expect(await provider.models(NEVER)).toEqual(['tiny', 'small']);
  expect(seen.opened).toEqual([]);
  const reply = { text: 'yes', finish: 'stop', model: 'tiny', promptTokens: 9, completionTokens: 1 };
  expect(await provider.complete(ASK, 'tiny', NEVER)).toEqual(reply);
  expect(await provider.complete(ASK, 'tiny', NEVER)).toEqual(reply);
  expect(seen.opened).toEqual(['tiny']);
  expect(seen.requests[0]).toEqual({ messages: ASK.messages, temperature: 0.3, max_tokens: 12 });
  expect(told).toEqual([
    { phase: 'Loading tiny: fetching weights', done: 25, total: 100, unit: '%' },
    { phase: 'Loading tiny: ready', done: 100, total: 100, unit: '%' },
  ]);
});

test('another model takes the place of the open one; a reply without counts has estimates', async () => {
  withGpu();
  const choices = [{ message: { content: 'cut here' }, finish_reason: 'length' }];
  const { seen, load } = fakeWebLlm(saying('', { choices }));
  const provider = webllmProvider(() => undefined, load);
  await provider.complete(ASK, 'tiny', NEVER);
  const reply = await provider.complete(ASK, 'small', NEVER);
  expect(reply).toMatchObject({ text: 'cut here', finish: 'length', model: 'small' });
  expect(reply.promptTokens).toBeGreaterThan(0);
  expect(reply.completionTokens).toBeGreaterThan(0);
  expect(seen.opened).toEqual(['tiny', 'small']);
});

test('an ask that is cancelled while the model is fetched asks nothing; the model is there for the next', async () => {
  withGpu();
  let arrive = (): void => undefined;
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  const { seen, load } = fakeWebLlm(saying('yes'), () => arrival);
  const provider = webllmProvider(() => undefined, load);
  const stop = new AbortController();
  const asked = provider.complete(ASK, 'tiny', stop.signal);
  asked.catch(() => undefined); // it is looked at below
  stop.abort(new Error('enough'));
  arrive();
  await expect(asked).rejects.toThrow('enough');
  expect(seen.requests).toEqual([]);
  expect((await provider.complete(ASK, 'tiny', NEVER)).text).toBe('yes');
  expect(seen.opened).toEqual(['tiny']);
});

test('a model that cannot be fetched is fetched anew by the next ask', async () => {
  withGpu();
  let broken = true;
  const { seen, load } = fakeWebLlm(saying('yes'), () =>
    broken ? Promise.reject(new Error('no room on the disk')) : Promise.resolve(),
  );
  const provider = webllmProvider(() => undefined, load);
  const fault = await faultOf(provider.complete(ASK, 'tiny', NEVER));
  expect([fault.kind, fault.message]).toEqual(['unavailable', 'no room on the disk']);
  broken = false;
  expect((await provider.complete(ASK, 'tiny', NEVER)).text).toBe('yes');
  expect(seen.opened).toEqual(['tiny', 'tiny']);
});

test('what it refuses is said: a model that it has not, a request that it cannot answer', async () => {
  withGpu();
  const { load } = fakeWebLlm(() => Promise.reject(new Error('the prompt is too long')));
  const provider = webllmProvider(() => undefined, load);
  expect((await faultOf(provider.complete(ASK, 'huge', NEVER))).kind).toBe('model');
  const fault = await faultOf(provider.complete(ASK, 'tiny', NEVER));
  expect([fault.kind, fault.message]).toEqual(['request', 'the prompt is too long']);
});

test('without WebGPU nothing is loaded, and the sentence says what is missing', async () => {
  vi.stubGlobal('navigator', {});
  const { seen, load } = fakeWebLlm(saying('yes'));
  const fault = await faultOf(webllmProvider(() => undefined, load).complete(ASK, 'tiny', NEVER));
  expect(fault.kind).toBe('unavailable');
  expect(fault.message).toBe('WebLLM needs WebGPU, which this browser does not offer.');
  expect(seen.loads).toBe(0);
});
