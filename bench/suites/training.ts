import type { Gauges } from '../api';
import { atLeast, inPairs, median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import {
  BERT_BASE,
  MICRO,
  MICRO_BATCH,
  MINILM,
  POCKET,
  TINY_BATCH,
  WHOLE_BATCH,
  tokensOf,
  type Batch,
  type Shape,
} from '../shapes.ts';
import { orReason, reasonOf, withBench, type Backend, type SuiteContext } from './suite.ts';

/** One encoder on one backend, ours and stock. */
interface Case {
  readonly backend: Backend;
  readonly name: string;
  readonly shape: Shape;
  readonly batch: Batch;
  readonly pairs: number;
  /** Where a step of stock's takes a minute, none is spent on warming up. */
  readonly warmStock: boolean;
  readonly wanted: { readonly ratio?: number; readonly rate?: number };
}

function casesOf({ backends, hardware, quick }: SuiteContext): Case[] {
  const micro = { name: 'micro', shape: MICRO, batch: MICRO_BATCH, warmStock: true } as const;
  const pocket = {
    name: 'pocket',
    shape: POCKET,
    batch: quick ? MICRO_BATCH : WHOLE_BATCH,
    warmStock: true,
  } as const;
  const miniLm = { name: 'MiniLM-L6', shape: MINILM, batch: quick ? MICRO_BATCH : WHOLE_BATCH } as const;
  const base = { name: 'BERT-base', shape: BERT_BASE } as const;
  const wasm: Case[] = [
    { ...pocket, backend: 'wasm', pairs: quick ? 1 : 3, wanted: { ratio: 10, rate: 3000 } },
    { ...miniLm, backend: 'wasm', pairs: 1, warmStock: false, wanted: { ratio: 8, rate: 600 } },
    { ...base, backend: 'wasm', batch: TINY_BATCH, pairs: 1, warmStock: false, wanted: {} },
  ];
  const gpu = { backend: 'webgpu', warmStock: true } as const;
  const software: Case[] = [{ ...micro, ...gpu, pairs: quick ? 1 : 5, wanted: { ratio: 3 } }];
  const real: Case[] = [
    { ...pocket, ...gpu, pairs: 20, wanted: {} },
    { ...miniLm, ...gpu, pairs: 20, wanted: {} },
    { ...base, ...gpu, batch: WHOLE_BATCH, pairs: 10, wanted: {} },
  ];
  return [
    ...(backends.includes('wasm') ? wasm.slice(0, quick ? 2 : 3) : []),
    ...(backends.includes('webgpu') ? (hardware ? real : software) : []),
  ];
}

/** Training steps of ours and of stock tfjs, in turn: tokens per second, bytes, dispatches. */
export async function measureTraining(context: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const each of casesOf(context)) {
    const subject = `${each.backend} ${each.name}, ${tokensOf(each.batch)} tokens`;
    context.say(subject);
    figures.push(
      ...(await orReason(subject, 'training', () =>
        withBench(context.lab, (bench) => measureCase(bench, each, subject)),
      )),
    );
  }
  return figures;
}

async function measureCase(bench: Bench, each: Case, subject: string): Promise<Figure[]> {
  await start(bench, 'ours', each);
  const first = await bench.call('ours', 'step', {});
  const step = async (worker: 'ours' | 'stock'): Promise<number> => (await bench.call(worker, 'step', {})).ms;
  try {
    await start(bench, 'stock', each);
    const loss = each.warmStock ? (await bench.call('stock', 'step', {})).loss : null;
    await Promise.all([bench.call('ours', 'gauges', {}), bench.call('stock', 'gauges', {})]);
    const pairs = await inPairs(
      each.pairs,
      () => step('ours'),
      () => bench.call('stock', 'step', {}),
    );
    const losses = { ours: first.loss, stock: loss ?? pairs[0]?.other.loss ?? Number.NaN };
    const gauges = {
      ours: await bench.call('ours', 'gauges', {}),
      stock: await bench.call('stock', 'gauges', {}),
    };
    const times = pairs.map(({ ours, other }) => ({ ours, other: other.ms }));
    return [compareSpeed(each, subject, times, losses), ...compareCosts(subject, each.pairs, gauges)];
  } catch (error) {
    await bench.end('stock');
    await bench.call('ours', 'gauges', {});
    const times = [await step('ours'), await step('ours')];
    const rate = (tokensOf(each.batch) * 1000) / median(times);
    const gauges = await bench.call('ours', 'gauges', {});
    return [
      { subject, figure: 'training', unit: 'tokens/s', ours: rate, note: `stock: ${reasonOf(error)}` },
      { subject, figure: 'peak of tensors', unit: 'MB', ours: gauges.peakBytes / 1e6 },
    ];
  }
}

async function start(bench: Bench, worker: 'ours' | 'stock', { backend, shape, batch }: Case): Promise<void> {
  await bench.call(worker, 'open', { backend, breakdown: false });
  await bench.call(worker, 'start', { shape, batch });
}

interface Both<T> {
  readonly ours: T;
  readonly stock: T;
}

function compareSpeed(
  { batch, wanted }: Case,
  subject: string,
  pairs: readonly { readonly ours: number; readonly other: number }[],
  losses: Both<number>,
): Figure {
  const rate = (ms: readonly number[]): number => (tokensOf(batch) * 1000) / median(ms);
  const ours = rate(pairs.map((pair) => pair.ours));
  const ratio = median(pairs.map((pair) => pair.other / pair.ours));
  const aims = [
    ...(wanted.ratio === undefined ? [] : [{ text: `${wanted.ratio}×`, met: ratio >= wanted.ratio }]),
    ...(wanted.rate === undefined ? [] : [{ text: `${wanted.rate} tokens/s`, met: ours >= wanted.rate }]),
  ];
  const text = `≥ ${aims.map((aim) => aim.text).join(', ')}`;
  return {
    subject,
    figure: 'training',
    unit: 'tokens/s',
    ours,
    other: { name: 'stock tfjs', value: rate(pairs.map((pair) => pair.other)) },
    ratio,
    ...(aims.length === 0 ? {} : { reach: { text, met: aims.every((aim) => aim.met) } }),
    note: `pairs: ${pairs.length}; first loss ${losses.ours.toFixed(4)}, stock ${losses.stock.toFixed(4)}`,
  };
}

function compareCosts(subject: string, steps: number, { ours, stock }: Both<Gauges>): Figure[] {
  const compare = (figure: string, unit: string, of: (gauges: Gauges) => number, wanted?: number): Figure => {
    const ratio = of(stock) / of(ours);
    const reach = wanted === undefined ? {} : { reach: atLeast(ratio, wanted, `${wanted}×`) };
    return {
      subject,
      figure,
      unit,
      ours: of(ours),
      other: { name: 'stock tfjs', value: of(stock) },
      ratio,
      ...reach,
    };
  };
  return [
    compare('peak of tensors', 'MB', ({ peakBytes }) => peakBytes / 1e6, 3),
    compare('memory taken', 'MB', ({ heldBytes }) => heldBytes / 1e6),
    ...(ours.dispatches === 0
      ? []
      : [compare('dispatches a step', '', ({ dispatches }) => dispatches / steps, 5)]),
  ];
}
