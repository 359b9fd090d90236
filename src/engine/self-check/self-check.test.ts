import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import type { BackendName } from '../protocol/device';
import type { ProgressEvent } from '../protocol/events';
import type { SelfCheckReport } from '../protocol/self-check';
import { perform } from '../commands/perform';
import { Session } from '../session/session';
import { allChecks } from './all-checks';
import type { Check } from './check';
import { runSelfCheck } from './run-self-check';

const context = { signal: new AbortController().signal, emit: (): void => undefined };

async function checkDevice(backend: BackendName, checks?: readonly Check[]): Promise<SelfCheckReport> {
  return runSelfCheck(await openDevice(backend), context, checks);
}

/** The checks of the list whose titles begin so. */
function checksOf(...operations: string[]): Check[] {
  return allChecks().filter(({ operation }) => operations.some((begin) => operation.startsWith(begin)));
}

function failures({ rows }: SelfCheckReport): string[] {
  return rows.filter(({ verdict }) => verdict === 'failed').map((row) => `${row.operation}: ${row.reason}`);
}

/** A check that passes without computing anything. */
const TRIVIAL: Check = {
  operation: 'Nothing',
  input: 'none',
  tolerance: 0,
  compute: () => Promise.resolve(new Map([['value', [1]]])),
  reference: () => Promise.resolve(new Map([['value', [1]]])),
};

describe('a device that computes as it should passes, and nothing is left behind (seeds 7 and 2024)', () => {
  test.each(['wasm', 'cpu', 'webgpu'] as const)('%s', async (backend) => {
    await checkDevice(backend, checksOf('LayerNorm')); // what a backend makes once and keeps
    const before = tf.memory().numTensors;
    const report = await checkDevice(backend);
    expect(failures(report)).toEqual([]);
    expect(report.failed).toBe(0);
    expect(report.rows).toHaveLength(allChecks().length);
    for (const { error, tolerance } of report.rows) expect(error).toBeLessThanOrEqual(tolerance);
    expect(report.device.backend).toBe(backend);
    expect(report.facts['Browser']).toContain('Chrome');
    expect(tf.getBackend()).toBe(backend);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Puts a wrong LayerNorm in place of the one on WASM for as long as `use` takes. */
async function withLayerNorm<T>(
  change: (right: tf.KernelFunc) => tf.KernelFunc,
  use: () => Promise<T>,
): Promise<T> {
  await openDevice('wasm');
  const right = tf.getKernel('KennelLayerNorm', 'wasm');
  const put = (kernelFunc: tf.KernelFunc): void => {
    tf.unregisterKernel('KennelLayerNorm', 'wasm');
    tf.registerKernel({ ...right, kernelFunc });
  };
  put(change(right.kernelFunc));
  try {
    return await use();
  } finally {
    put(right.kernelFunc);
  }
}

describe('a wrong kernel is caught, and the other checks go on', () => {
  const check = (): Promise<SelfCheckReport> =>
    checkDevice('wasm', [...checksOf('LayerNorm', 'Whole encoder'), TRIVIAL]);

  test('one that is a little off', async () => {
    const report = await withLayerNorm(
      (right) => (params) => right({ ...params, attrs: { ...params.attrs, epsilon: 1e-2 } }),
      check,
    );
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['failed', 'failed', 'passed']);
    expect(report.rows[0]?.reason).toMatch(/^value is off: element \d+ is .+, not .+; and 2 more$/);
    expect(report.rows[0]?.error).toBeGreaterThan(1e-3);
    expect(report.rows[0]?.worst).toBe('gradient of x');
  });

  test('one that gives NaN', async () => {
    const report = await withLayerNorm(
      (right) => (params) => right({ ...params, attrs: { ...params.attrs, epsilon: Number.NaN } }),
      check,
    );
    expect(report.rows[0]?.reason).toMatch(/^value is NaN at element 0/);
    expect(report.failed).toBe(2);
  });

  test('one that throws', async () => {
    const before = tf.memory().numTensors;
    const broken = (): never => {
      throw new Error('no such shader');
    };
    const report = await withLayerNorm(() => broken, check);
    expect(report.rows[0]).toMatchObject({ verdict: 'failed', error: null, reason: 'no such shader' });
    expect(report.failed).toBe(2);
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('afterwards all is well again', async () => {
    expect(failures(await check())).toEqual([]);
  });
});

test('an error that the graphics device reports to nobody fails the check it happened in', async () => {
  const careless: Check = {
    ...TRIVIAL,
    compute: () => {
      const backend = tf.backend();
      if (backend instanceof WebGPUBackend) backend.device.createBuffer({ size: 16, usage: 0 });
      return TRIVIAL.compute();
    },
  };
  const report = await checkDevice('webgpu', [careless, TRIVIAL]);
  expect(report.rows.map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
  expect(report.rows[0]?.reason).toMatch(/^The graphics device reported an error: /);
});

test('cancelling stops it before the next check, on the backend it began with', async () => {
  const device = await openDevice('wasm');
  const controller = new AbortController();
  const seen: ProgressEvent[] = [];
  const emit = (event: ProgressEvent): void => {
    seen.push(event);
    if (event.done === 1) controller.abort();
  };
  const run = runSelfCheck(device, { signal: controller.signal, emit }, [TRIVIAL, TRIVIAL, TRIVIAL]);
  await expect(run).rejects.toThrow('abort');
  expect(seen.map(({ phase, done, total }) => [phase, done, total])).toEqual([
    ['Checking Nothing', 0, 3],
    ['Checking Nothing', 1, 3],
  ]);
  expect(tf.getBackend()).toBe('wasm');
});

test('an opened model gives the same before and after, and nothing else computes meanwhile', async () => {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const request = { texts: ['a text'], kind: 'passage', settings: defaultSettings() } as const;
  const before = await perform(session, 'embed', request, context);
  const running = perform(session, 'selfCheck', {}, context);
  await expect(perform(session, 'embed', request, context)).rejects.toThrow('busy with a self-check');
  await expect(perform(session, 'selfCheck', {}, context)).rejects.toThrow('busy with a self-check');
  expect((await running).failed).toBe(0);
  expect(await perform(session, 'embed', request, context)).toEqual(before);
});
