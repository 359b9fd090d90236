import type { Gauges, Step } from '../api';
import { atLeast, inPairs, median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import {
  BERT_BASE,
  MICRO,
  MICRO_BATCH,
  MINILM,
  PART_BATCH,
  POCKET,
  SMALL_BATCH,
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
  /** None: stock is left out, since its copies of the weights alone fill the 4 GiB that WASM can address. */
  readonly pairs: number;
  /** Where a step of stock's takes a minute, none is spent on warming up. */
  readonly warmStock: boolean;
  readonly wanted: { readonly ratio?: number; readonly rate?: number };
}

const LEFT_OUT = 'left out, its optimiser needs more than the 4 GiB that WASM can address';

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
    { ...miniLm, backend: 'wasm', pairs: 1, warmStock: false, wanted: { rate: 600 } },
    { ...miniLm, backend: 'wasm', batch: PART_BATCH, pairs: 1, warmStock: false, wanted: { ratio: 8 } },
    { ...base, backend: 'wasm', batch: SMALL_BATCH, pairs: 0, warmStock: false, wanted: {} },
  ];
  const gpu = { backend: 'webgpu', warmStock: true } as const;
  const software: Case[] = [{ ...micro, ...gpu, pairs: quick ? 1 : 5, wanted: { ratio: 3 } }];
  const real: Case[] = [
    { ...pocket, ...gpu, pairs: 20, wanted: {} },
    { ...miniLm, ...gpu, pairs: 20, wanted: {} },
    { ...base, ...gpu, batch: WHOLE_BATCH, pairs: 10, wanted: {} },
  ];
  return [
    ...(backends.includes('wasm') ? (quick ? wasm.slice(0, 2) : wasm) : []),
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
  const { loss } = await bench.call('ours', 'step', {});
  if (each.pairs === 0) return measureAlone(bench, each, subject, LEFT_OUT);
  try {
    return await compare(bench, each, subject, loss);
  } catch (error) {
    return measureAlone(bench, each, subject, reasonOf(error));
  }
}

async function compare(bench: Bench, each: Case, subject: string, loss: number): Promise<Figure[]> {
  await start(bench, 'stock', each);
  const warm = each.warmStock ? (await bench.call('stock', 'step', {})).loss : null;
  await bench.call('ours', 'gauges', {});
  await bench.call('stock', 'gauges', {});
  const pairs = await inPairs(
    each.pairs,
    () => bench.call('ours', 'step', {}),
    () => bench.call('stock', 'step', {}),
  );
  const losses = { ours: loss, stock: warm ?? pairs[0]?.other.loss ?? Number.NaN };
  const gauges = {
    ours: await bench.call('ours', 'gauges', {}),
    stock: await bench.call('stock', 'gauges', {}),
  };
  return [compareSpeed(each, subject, pairs, losses), ...compareCosts(subject, each.pairs, gauges)];
}

/** Ours without stock, and why. */
async function measureAlone(bench: Bench, each: Case, subject: string, reason: string): Promise<Figure[]> {
  await bench.end('stock');
  await bench.call('ours', 'gauges', {});
  const times = [];
  for (let i = 0; i < 2; i++) times.push((await bench.call('ours', 'step', {})).ms);
  const rate = (tokensOf(each.batch) * 1000) / median(times);
  const { peakBytes, heldBytes } = await bench.call('ours', 'gauges', {});
  const told = { subject, unit: 'MB' };
  return [
    {
      ...told,
      figure: 'training',
      unit: 'tokens/s',
      ours: rate,
      ...aims(each, rate),
      note: `stock: ${reason}`,
    },
    { ...told, figure: 'peak of tensors', ours: peakBytes / 1e6 },
    { ...told, figure: 'memory taken', ours: heldBytes / 1e6 },
  ];
}

/** What the case aims for, of that which could be measured. */
function aims({ wanted }: Case, rate: number, ratio?: number): Pick<Figure, 'reach'> {
  const all = [
    ...(wanted.ratio === undefined || ratio === undefined
      ? []
      : [{ text: `${wanted.ratio}×`, met: ratio >= wanted.ratio }]),
    ...(wanted.rate === undefined ? [] : [{ text: `${wanted.rate} tokens/s`, met: rate >= wanted.rate }]),
  ];
  if (all.length === 0) return {};
  return { reach: { text: `≥ ${all.map(({ text }) => text).join(', ')}`, met: all.every(({ met }) => met) } };
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
  each: Case,
  subject: string,
  pairs: readonly { readonly ours: Step; readonly other: Step }[],
  losses: Both<number>,
): Figure {
  const rate = (steps: readonly Step[]): number =>
    (tokensOf(each.batch) * 1000) / median(steps.map(({ ms }) => ms));
  const ours = rate(pairs.map((pair) => pair.ours));
  const ratio = median(pairs.map((pair) => pair.other.ms / pair.ours.ms));
  return {
    subject,
    figure: 'training',
    unit: 'tokens/s',
    ours,
    other: { name: 'stock tfjs', value: rate(pairs.map((pair) => pair.other)) },
    ratio,
    ...aims(each, ours, ratio),
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
