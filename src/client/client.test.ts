import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../engine/protocol';
import { createClient } from './client';
import { EngineError, isCancelled } from './engine-error';
import type { PortListener } from './port';

const REPORT = {
  backend: 'wasm',
  label: 'WASM, 2 threads',
  reason: 'no GPU',
  threads: 2,
  memory: { total: 4e9, largest: 4e9 },
} as const;

/** A worker under the test's control: keeps what was sent and says what it is told to say. */
function scriptedEngine() {
  const sent: unknown[] = [];
  const listeners: PortListener[] = [];
  let closed = 0;
  const client = createClient(
    (listener) => {
      listeners.push(listener);
      return {
        send: (call) => void sent.push(call),
        abort: (id) => void sent.push({ abort: id }),
        close: () => {
          closed++;
        },
      };
    },
    (error) => loose.push(error),
  );
  const loose: EngineError[] = [];
  const say = (message: FromWorker): void => listeners.at(-1)?.message(message);
  return { client, sent, listeners, loose, say, closed: () => closed };
}

async function failure(promise: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) return error;
  throw new Error(`expected an EngineError, got ${String(error)}`);
}

describe('client', () => {
  it('resolves a call with its own answer, whatever the order', async () => {
    const engine = scriptedEngine();
    const device = engine.client.call('openDevice', { backend: 'auto' });
    const control = engine.client.call('control', { action: 'pause' });
    expect(engine.sent).toEqual([
      { id: 1, command: 'openDevice', request: { backend: 'auto' } },
      { id: 2, command: 'control', request: { action: 'pause' } },
    ]);
    engine.say({ id: 2, command: 'control', result: true });
    engine.say({ id: 1, command: 'openDevice', result: REPORT });
    expect(await control).toBe(true);
    expect(await device).toEqual(REPORT);
  });

  it('passes events to the call they belong to', async () => {
    const engine = scriptedEngine();
    const heard: string[] = [];
    const call = engine.client.call(
      'openDevice',
      { backend: 'auto' },
      { onEvent: (e) => heard.push(e.kind) },
    );
    engine.say({ id: 1, event: { kind: 'note', text: 'hello' } });
    engine.say({ id: 7, event: { kind: 'note', text: 'not mine' } });
    engine.say({ id: 1, command: 'openDevice', result: REPORT });
    await call;
    engine.say({ id: 1, event: { kind: 'note', text: 'too late' } });
    expect(heard).toEqual(['note']);
  });

  it('revives errors with name, file and line', async () => {
    const engine = scriptedEngine();
    const call = engine.client.call('openTrainingData', { source: { kind: 'sample' } });
    engine.say({
      id: 1,
      error: { name: 'InputError', message: 'a.jsonl:3: not JSON', file: 'a.jsonl', line: 3 },
    });
    const error = await failure(call);
    expect([error.name, error.message, error.file, error.line]).toEqual([
      'InputError',
      'a.jsonl:3: not JSON',
      'a.jsonl',
      3,
    ]);
  });

  it('sends an abort once and rejects when the engine says so', async () => {
    const engine = scriptedEngine();
    const stop = new AbortController();
    const call = engine.client.call('openDevice', { backend: 'auto' }, { signal: stop.signal });
    stop.abort();
    expect(engine.sent.at(-1)).toEqual({ abort: 1 });
    engine.say({ id: 1, error: { name: 'AbortError', message: 'cancelled' } });
    expect(isCancelled(await failure(call))).toBe(true);
    expect(engine.sent).toHaveLength(2);
  });

  it('does not even start a call whose signal is aborted already', async () => {
    const engine = scriptedEngine();
    const call = engine.client.call('openDevice', { backend: 'auto' }, { signal: AbortSignal.abort() });
    expect(isCancelled(await failure(call))).toBe(true);
    expect(engine.listeners).toHaveLength(0);
  });

  it('rejects every open call on a crash and starts a fresh worker for the next', async () => {
    const engine = scriptedEngine();
    const first = engine.client.call('openDevice', { backend: 'auto' });
    const second = engine.client.call('control', { action: 'stop' });
    engine.listeners[0]?.crash('out of memory');
    expect((await failure(first)).message).toContain('out of memory');
    expect((await failure(second)).name).toBe('EngineCrash');
    expect(engine.closed()).toBe(1);
    expect(engine.client.generation(), 'what was open is gone at once').toBe(2);

    const third = engine.client.call('openDevice', { backend: 'auto' });
    expect(engine.client.generation()).toBe(2);
    engine.listeners[0]?.message({ id: 3, command: 'openDevice', result: { ...REPORT, threads: 99 } });
    engine.listeners[0]?.crash('a late word of the dead worker');
    engine.say({ id: 3, command: 'openDevice', result: REPORT });
    expect(await third).toEqual(REPORT);
  });

  it('reports errors that answer no call', () => {
    const engine = scriptedEngine();
    void engine.client.call('openDevice', { backend: 'auto' });
    engine.say({ id: 0, error: { name: 'DeviceLost', message: 'the GPU went away' } });
    expect(engine.loose.map((error) => error.message)).toEqual(['the GPU went away']);
  });

  it('rejects an answer to another command', async () => {
    const engine = scriptedEngine();
    const call = engine.client.call('openDevice', { backend: 'auto' });
    engine.say({ id: 1, command: 'control', result: true });
    expect((await failure(call)).message).toBe('The engine answered "control" to "openDevice".');
  });
});
