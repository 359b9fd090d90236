import type { Product } from '../api';
import { atLeast, inPairs, median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import {
  MICRO,
  MICRO_BATCH,
  MINILM,
  POCKET,
  SMALL_BATCH,
  WHOLE_BATCH,
  stepFlops,
  tokensOf,
  type Batch,
  type Shape,
} from '../shapes.ts';
import { orReason, withBench, type Backend, type SuiteContext } from './suite.ts';

const PLAIN = { transposeA: false, transposeB: false, batch: 1 };

/** Products of a training step: a layer forward, its two gradients, attention; and a square one. */
function productsOf(rows: number, width: number, inner: number): Record<string, Product> {
  return {
    plain: { ...PLAIN, m: rows, n: inner, k: width },
    'B transposed (forward)': { ...PLAIN, m: rows, n: inner, k: width, transposeB: true },
    'A transposed (weight gradient)': { ...PLAIN, m: inner, n: width, k: rows, transposeA: true },
    'batched, B transposed (attention)': {
      m: 128,
      n: 128,
      k: 32,
      transposeA: false,
      transposeB: true,
      batch: 96,
    },
    square: { ...PLAIN, m: 512, n: 512, k: 512 },
  };
}

const SOFTWARE: Record<string, Product> = {
  plain: { ...PLAIN, m: 256, n: 256, k: 64 },
  'B transposed (forward)': { ...PLAIN, m: 256, n: 256, k: 64, transposeB: true },
  'A transposed (weight gradient)': { ...PLAIN, m: 256, n: 64, k: 256, transposeA: true },
};

/** The rate of matrix products alone, ours and stock's, and the share of it that a training step reaches. */
export async function measureLimit(context: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const backend of context.backends) {
    context.say(`${backend} products`);
    figures.push(
      ...(await orReason(backend, 'products', () =>
        withBench(context.lab, (bench) => measure(bench, backend, context)),
      )),
    );
  }
  return figures;
}

async function measure(bench: Bench, backend: Backend, { hardware, quick }: SuiteContext): Promise<Figure[]> {
  const software = backend === 'webgpu' && !hardware;
  await bench.call('ours', 'open', { backend, breakdown: false });
  await bench.call('stock', 'open', { backend, breakdown: false });
  const figures: Figure[] = [];
  for (const [name, product] of Object.entries(software ? SOFTWARE : productsOf(1152, 384, 1536)))
    figures.push(await compareProduct(bench, `${backend} ${name}`, product, quick ? 1 : 3));
  await bench.end('stock');
  const limit = Math.max(...figures.map(({ ours }) => ours ?? 0));
  const plain = figures[0]?.other?.value ?? Number.NaN;
  const best: Figure = {
    subject: backend,
    figure: 'best product, beside stock’s plain one',
    unit: 'GFLOP/s',
    ours: limit,
    other: { name: 'stock tfjs', value: plain },
    ratio: limit / plain,
    ...(software ? {} : { reach: atLeast(limit / plain, 2, '2×') }),
  };
  const steps: [string, Shape, Batch][] = software
    ? [['micro', MICRO, MICRO_BATCH]]
    : [
        ['pocket', POCKET, WHOLE_BATCH],
        ['MiniLM-L6', MINILM, quick ? SMALL_BATCH : WHOLE_BATCH],
      ];
  for (const [name, shape, batch] of steps)
    figures.push(await shareOf(bench, `${backend} ${name}`, shape, batch, limit));
  return [best, ...figures];
}

function shapeOf({ m, n, k, batch }: Product): string {
  return `${m} × ${n} × ${k}${batch > 1 ? `, ${batch} of them` : ''}`;
}

async function compareProduct(
  bench: Bench,
  subject: string,
  product: Product,
  pairs: number,
): Promise<Figure> {
  const rate = async (worker: 'ours' | 'stock'): Promise<number> => {
    const { ms } = await bench.call(worker, 'multiply', product);
    return (2 * product.m * product.n * product.k * product.batch) / ms / 1e6;
  };
  const measured = await inPairs(
    pairs,
    () => rate('ours'),
    () => rate('stock'),
  );
  return {
    subject,
    figure: 'product',
    unit: 'GFLOP/s',
    ours: median(measured.map((pair) => pair.ours)),
    other: { name: 'stock tfjs', value: median(measured.map((pair) => pair.other)) },
    ratio: median(measured.map((pair) => pair.ours / pair.other)),
    note: shapeOf(product),
  };
}

async function shareOf(
  bench: Bench,
  subject: string,
  shape: Shape,
  batch: Batch,
  limit: number,
): Promise<Figure> {
  await bench.call('ours', 'start', { shape, batch });
  await bench.call('ours', 'step', {});
  const times = [];
  for (let i = 0; i < 3; i++) times.push((await bench.call('ours', 'step', {})).ms);
  const rate = stepFlops(shape, batch) / median(times) / 1e6;
  return {
    subject,
    figure: 'training step',
    unit: 'GFLOP/s',
    ours: rate,
    other: { name: 'best product', value: limit },
    ratio: rate / limit,
    note: `${tokensOf(batch)} tokens`,
  };
}
