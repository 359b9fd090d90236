import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { openDevice, wasmBackend } from '../backend/open-device';
import { disposeWeights, downloadWeights, type HostTensor } from '../model/weights';
import type { StepEvent } from '../protocol/events';
import { microJob as job, runToEnd } from '../testing/micro-job';
import { RunControl } from './run-control';
import { measurementInterval, train } from './trainer';

function values(weights: ReadonlyMap<string, HostTensor>): number[] {
  return [...weights.values()].flatMap((tensor) => [...tensor.values]);
}

beforeAll(async () => {
  await openDevice('wasm');
});

test('the loss falls, and the last learning rates go to zero', async () => {
  const { steps, outcome } = await runToEnd(await job({ epochs: 6, evalEvery: 100 }));
  expect(steps).toHaveLength(30);
  expect(outcome).toMatchObject({ steps: 30, stopped: 'finished' });
  const mean = (part: readonly StepEvent[]): number => part.reduce((sum, s) => sum + s.loss, 0) / part.length;
  expect(mean(steps.slice(-5))).toBeLessThan(0.7 * mean(steps.slice(0, 5)));
  expect(steps.at(-1)?.lr).toBeLessThan(1e-4);
  expect(steps.at(-1)?.epoch).toBeCloseTo(6);
});

test('the same seed gives the same losses to the last bit, another seed others', async () => {
  const losses = async (seed: number): Promise<number[]> =>
    (await runToEnd(await job({ seed }))).steps.map((s) => s.loss);
  expect(await losses(1)).toEqual(await losses(1));
  expect(await losses(1)).not.toEqual(await losses(2));
});

test('a mini-batch changes the memory, not the losses', async () => {
  const losses = async (miniBatch: number): Promise<number[]> =>
    (await runToEnd(await job({ miniBatch }))).steps.map((s) => s.loss);
  const [whole, cached] = [await losses(0), await losses(1)];
  whole.forEach((loss, i) => {
    expect(cached[i]).toBeCloseTo(loss, 3);
  });
});

test.each(['infonce', 'distill', 'snn'] as const)(
  '%s trains, its temperature stays where it was',
  async (loss) => {
    const { steps } = await runToEnd(await job({ loss }));
    expect(steps.every((s) => Number.isFinite(s.loss) && s.temperature === 0.05)).toBe(true);
  },
);

test('a learned temperature moves', async () => {
  const { steps } = await runToEnd(await job({ loss: 'snn', learnTemperature: true, lr: 1e-2 }));
  expect(steps[0]?.temperature).toBeCloseTo(0.05, 2);
  expect(Math.abs((steps.at(-1)?.temperature ?? 0.05) - 0.05)).toBeGreaterThan(1e-3);

  // Outside the encoder's learning rate, and wherever it starts.
  const cold = await runToEnd(
    await job({ loss: 'snn', learnTemperature: true, lr: 1e-6, temperature: 0.002 }),
  );
  expect(cold.steps.at(-1)?.temperature).not.toBeCloseTo(0.002, 5);
});

test('the weights of the best measurement come back at the end', async () => {
  const given = await job({}, [0.6, 0.9, 0.7, 0.2, 0.1]);
  const training = train(given);
  let best: number[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done) {
      expect(next.value.bestStep).toBe(4);
      break;
    }
    if (next.value.kind === 'evaluation' && next.value.step === 4) {
      expect(next.value.best).toBe(true);
      best = values(await downloadWeights(given.model.weights));
    }
  }
  expect(values(await downloadWeights(given.model.weights))).toEqual(best);
});

test('a run that never improves gives the untouched weights back', async () => {
  const given = await job({}, [0.1, 0.1, 0.1, 0.1, 0.1]);
  const before = values(await downloadWeights(given.model.weights));
  const { outcome } = await runToEnd(given);
  expect(outcome.bestStep).toBe(0);
  expect(values(await downloadWeights(given.model.weights))).toEqual(before);
});

test('without loadBest the last weights stay and are kept', async () => {
  const given = await job({ loadBest: false }, [0.9, 0.1, 0.1, 0.1, 0.1]);
  const before = values(await downloadWeights(given.model.weights));
  const { outcome } = await runToEnd(given);
  expect(outcome.bestStep).toBe(10);
  expect(values(await downloadWeights(given.model.weights))).not.toEqual(before);
});

test('early stopping ends after as many misses as the patience says', async () => {
  const { outcome, measured } = await runToEnd(
    await job({ epochs: 10, earlyStopping: 2 }, [0.8, 0.1, 0.1, 0.9]),
  );
  expect(outcome).toMatchObject({ stopped: 'early', steps: 6, bestStep: 2 });
  expect(measured.map((m) => m.best)).toEqual([true, false, false]);
});

test('stop keeps the best weights and says so; cancel throws', async () => {
  const given = await job();
  const training = train(given);
  await training.next();
  given.control.act('stop');
  const last = await training.next();
  expect(last.value).toMatchObject({ stopped: 'by user', steps: 1 });

  const controller = new AbortController();
  const cancelled = { ...(await job()), control: new RunControl(controller.signal, () => undefined) };
  const other = train(cancelled);
  await other.next();
  controller.abort();
  await expect(other.next()).rejects.toThrow('abort');
});

test('a paused run waits until it is resumed', async () => {
  const given = await job();
  const training = train(given);
  await training.next();
  given.control.act('pause');
  let arrived = false;
  const next = training.next().then((value) => {
    arrived = true;
    return value;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(arrived).toBe(false);
  given.control.act('resume');
  expect((await next).done).toBe(false);
});

test('a loss that is no longer a number stops the run, with the best weights kept', async () => {
  const given = await job({ lr: 1, clip: 0, temperature: 0.001, warmup: 0, epochs: 400, evalEvery: 1e6 });
  const poison = given.model.weights.get('embeddings.LayerNorm.bias');
  const training = train(given);
  await training.next();
  poison?.assign(tf.fill(poison.shape, Number.NaN));
  await expect(training.next()).rejects.toThrow(/broke at step 2.*smaller learning rate/);
  expect(given.kept.length).toBeGreaterThan(0);
});

test('on WebGPU the numbers of a step come late, in order, and none is lost', async () => {
  const change = { epochs: 1, evalEvery: 100 };
  const wasm = await runToEnd(await job(change));
  await openDevice('webgpu');
  try {
    const { steps, outcome } = await runToEnd(await job(change));
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(outcome.steps).toBe(5);
    steps.forEach(({ loss }, i) => {
      expect(loss).toBeCloseTo(wasm.steps[i]?.loss ?? Number.NaN, 3);
    });
    // Step 3 is on its way when the numbers of step 2 are found to be none.
    const given = await job({ ...change, lr: 1e6, clip: 0, schedule: 'constant', warmup: 0 });
    const poison = given.model.weights.get('embeddings.LayerNorm.bias');
    poison?.assign(tf.fill(poison.shape, Number.NaN));
    const before = tf.memory().numTensors;
    await expect(train(given).next()).rejects.toThrow(/broke at step 1/);
    expect(tf.memory().numTensors).toBe(before);
  } finally {
    await openDevice('wasm');
  }
});

test('tensors do not pile up over a run', async () => {
  const given = await job({ epochs: 4 });
  const training = train(given);
  for (let i = 0; i < 5; i++) await training.next();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 8; i++) await training.next();
  expect(tf.memory().numTensors).toBe(before);
});

test('nothing is left of one run when the next begins', async () => {
  const memory = async (): Promise<number[]> => {
    const given = await job({ loss: 'snn', learnTemperature: true });
    await runToEnd(given);
    disposeWeights(given.model.weights);
    return [tf.memory().numTensors, wasmBackend().allocatedBytes];
  };
  const first = await memory();
  expect(await memory()).toEqual(first);
});

test('a run of a single step trains, and a small part of an epoch is one step', async () => {
  const given = await job({ epochs: 0.01, evalEvery: 100, loadBest: false });
  const before = values(await downloadWeights(given.model.weights));
  const { outcome, steps } = await runToEnd(given);
  expect([outcome.steps, steps[0]?.lr]).toEqual([1, 1e-3]);
  expect(values(await downloadWeights(given.model.weights))).not.toEqual(before);
});

test('a cancel takes hold within a step of many mini-batches', async () => {
  const controller = new AbortController();
  const given = {
    ...(await job({ miniBatch: 1, batch: 20 })),
    control: new RunControl(controller.signal, () => undefined),
  };
  const tensors = tf.memory().numTensors;
  const training = train(given);
  const step = training.next();
  setTimeout(() => {
    controller.abort();
  });
  await expect(step).rejects.toThrow('abort');
  expect(tf.memory().numTensors).toBeLessThanOrEqual(tensors);
});

test('the curve is measured about ten times, but measuring never costs more than training', () => {
  expect(measurementInterval(200, 5000, 10_000)).toBe(20);
  expect(measurementInterval(200, 5000, 1_500_000)).toBe(100);
  expect(measurementInterval(3, 5000, 100)).toBe(1);
});
