import { expect, it } from 'vitest';
import type { Ask } from '../core/llm/llm';
import type { FromProvider, ProviderProgress } from '../core/llm/provider';
import { RemoteProvider } from '../core/llm/remote-provider';
import { serveBuiltInModel, type BuiltInModel } from './built-in-model';

const ASK: Ask = {
  purpose: 'verify',
  promptVersion: 'v1',
  messages: [
    { role: 'system', content: 'Judge.' },
    { role: 'user', content: 'yes or no?' },
  ],
  temperature: 0,
  maxTokens: 16,
  attempt: 0,
};

/** A worker's way to a fake of the browser's model, over a real channel. */
function connect(model: BuiltInModel) {
  const { port1, port2 } = new MessageChannel();
  const progress: ProviderProgress[] = [];
  serveBuiltInModel(port1, model);
  const provider = new RemoteProvider((each) => progress.push(each));
  port2.onmessage = ({ data }: MessageEvent<FromProvider>) => {
    provider.hear(data);
  };
  port2.postMessage({ open: { url: '', key: '', hasBudget: false } });
  provider.connect({
    send: (message) => {
      port2.postMessage(message);
    },
    close: () => {
      port2.close();
      port1.close();
    },
  });
  return { provider, progress };
}

function fakeModel(more: Partial<BuiltInModel> = {}): { model: BuiltInModel; open: () => number } {
  let sessions = 0;
  const model: BuiltInModel = {
    availability: () => Promise.resolve('available'),
    create: ({ initialPrompts, monitor }) => {
      const events = new EventTarget();
      monitor(events);
      events.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.5 }));
      sessions++;
      return Promise.resolve({
        prompt: (text, { signal }) =>
          text === 'yes or no?' && !signal.aborted
            ? Promise.resolve(`${initialPrompts[0]?.content ?? ''} yes`)
            : Promise.reject(new Error('odd')),
        destroy: () => {
          sessions--;
        },
      });
    },
    ...more,
  };
  return { model, open: () => sessions };
}

it('asks the model in a session of its own and tells of its download', async () => {
  const { model, open } = fakeModel();
  const { provider, progress } = connect(model);
  const reply = await provider.complete(ASK, 'built-in', new AbortController().signal);
  expect(reply).toMatchObject({ text: 'Judge. yes', finish: 'stop', model: 'built-in' });
  expect(progress).toEqual([{ phase: 'Fetching the model of the browser', done: 50, total: 100, unit: '%' }]);
  expect(open()).toBe(0);
  provider.close();
});

it('can be cancelled, and explains what stands in the way', async () => {
  const stop = new AbortController();
  const never = fakeModel({ create: () => new Promise(() => undefined) });
  const waiting = connect(never.model);
  const cancelled = waiting.provider.complete(ASK, '', stop.signal);
  stop.abort(new Error('enough'));
  await expect(cancelled).rejects.toThrow('enough');
  waiting.provider.close();

  const absent = connect(fakeModel({ availability: () => Promise.resolve('unavailable') }).model);
  await expect(absent.provider.complete(ASK, '', new AbortController().signal)).rejects.toThrow(
    /not for this device/,
  );
  absent.provider.close();

  const shy = connect(
    fakeModel({ create: () => Promise.reject(new DOMException('needs a gesture', 'NotAllowedError')) }).model,
  );
  await expect(shy.provider.complete(ASK, '', new AbortController().signal)).rejects.toThrow(
    /press "Try it"/,
  );
  shy.provider.close();
});
