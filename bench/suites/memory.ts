import type { Held } from '../api';
import type { Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import { MICRO, MICRO_BATCH, POCKET, SMALL_BATCH } from '../shapes.ts';
import { orReason, withBench, type Backend, type SuiteContext } from './suite.ts';

/** The steps after warm-up: every size of tensor has been seen by then. */
const STEPS = 300;
const QUICK_STEPS = 20;
/** Warm-up, as a share of the steps: WebGPU keeps a buffer of every size that it was ever asked for. */
const WARM_UP = { wasm: 0.2, webgpu: 0.5 };
/** The heap is looked at this often; collecting garbage takes time. */
const HEAP_EVERY = 20;

/** What 300 steps of mixed lengths leave behind, after warm-up: the slope of tensors, of bytes and of the heap. */
export async function measureMemory(context: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const backend of context.backends) {
    for (const work of ['training', 'embedding'] as const) {
      const subject = `${backend} ${work}`;
      context.say(`${subject}, steps of mixed lengths`);
      const measure = (bench: Bench): Promise<Figure[]> => measureSlopes(bench, backend, work, context);
      figures.push(...(await orReason(subject, 'memory', () => withBench(context.lab, measure))));
    }
  }
  return figures;
}

async function measureSlopes(
  bench: Bench,
  backend: Backend,
  work: 'training' | 'embedding',
  { hardware, quick }: SuiteContext,
): Promise<Figure[]> {
  const software = backend === 'webgpu' && !hardware;
  const [shape, batch] = software ? [MICRO, MICRO_BATCH] : [POCKET, SMALL_BATCH];
  const steps = quick ? QUICK_STEPS : STEPS;
  await bench.call('ours', 'open', { backend, breakdown: false });
  await bench.call('ours', 'start', { shape, batch });
  const held: Held[] = [];
  const heap: [step: number, bytes: number][] = [];
  const warmUp = Math.ceil(steps * WARM_UP[backend]);
  for (let index = -warmUp; index < steps; index++) {
    const now = await bench.call('ours', 'mixedWork', { work, index: index + warmUp, batch });
    if (index < 0) continue;
    held.push(now);
    if (index % HEAP_EVERY === 0) heap.push([index, await bench.heapBytes()]);
  }
  const subject = `${backend} ${work}, ${steps} steps`;
  const series = (of: (now: Held) => number): [number, number][] =>
    held.map((now, index) => [index, of(now)]);
  const slope = (figure: string, unit: string, points: [number, number][], flat: number): Figure => {
    const ours = slopeOf(points);
    const last = points.at(-1)?.[1] ?? Number.NaN;
    const note = `${figure} at the end: ${unit === 'KB a step' ? `${(last / 1e6).toFixed(1)} MB` : last}`;
    const value = unit === 'KB a step' ? ours / 1e3 : ours;
    return {
      subject,
      figure,
      unit,
      ours: value,
      reach: { text: 'flat', met: Math.abs(value) <= flat },
      note,
    };
  };
  return [
    slope(
      'tensors',
      'a step',
      series(({ tensors }) => tensors),
      0,
    ),
    slope(
      'bytes of tensors',
      'KB a step',
      series(({ bytes }) => bytes),
      0.01,
    ),
    slope(
      'memory taken',
      'KB a step',
      series(({ heldBytes }) => heldBytes),
      0.01,
    ),
    slope('JavaScript heap', 'KB a step', heap, 1),
  ];
}

/** Least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point[0]);
  const y = mean((point) => point[1]);
  const spread = mean((point) => (point[0] - x) ** 2);
  return spread === 0 ? 0 : mean((point) => (point[0] - x) * (point[1] - y)) / spread;
}
