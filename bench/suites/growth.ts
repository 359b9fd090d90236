import { atMost, inPairs, median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import { MICRO, POCKET, tokensOf, type Batch, type Shape } from '../shapes.ts';
import { orReason, withBench, type Backend, type SuiteContext } from './suite.ts';

const WIDTH = 384;
const QUERIES = 1000;
const SIZES = [1000, 10_000, 50_000, 100_000, 200_000];
const AIMED_AT = 100_000;

/** How time grows with the batch, the texts' length, the model's width and the corpus. */
export async function measureGrowth(context: SuiteContext): Promise<Figure[]> {
  const [backend] = context.hardware ? context.backends.slice(-1) : context.backends;
  if (backend === undefined) return [];
  const figures: Figure[] = [];
  const small = backend === 'webgpu' && !context.hardware;
  for (const [subject, variants] of Object.entries(variantsOf(small, context.quick))) {
    context.say(`${backend} ${subject}`);
    const grow = (bench: Bench): Promise<Figure[]> => growSteps(bench, `${backend} ${subject}`, variants);
    figures.push(...(await withOurs(context, backend, subject, grow)));
  }
  context.say(`${backend} top 100`);
  const sizes = small || context.quick ? SIZES.slice(0, 2) : SIZES;
  const search = (bench: Bench): Promise<Figure[]> =>
    growCorpus(bench, backend, sizes, context.quick ? 1 : 3);
  return [...figures, ...(await withOurs(context, backend, 'top 100', search))];
}

function withOurs(
  { lab }: SuiteContext,
  backend: Backend,
  subject: string,
  work: (bench: Bench) => Promise<Figure[]>,
): Promise<Figure[]> {
  return orReason(`${backend} ${subject}`, 'growth', () =>
    withBench(lab, async (bench) => {
      await bench.call('ours', 'open', { backend, breakdown: false });
      return work(bench);
    }),
  );
}

interface Variant {
  readonly name: string;
  readonly shape: Shape;
  readonly batch: Batch;
}

function variantsOf(small: boolean, quick: boolean): Record<string, Variant[]> {
  const base = small ? MICRO : POCKET;
  const length = small ? 32 : 64;
  const batch = (rows: number, tokens: number): Batch => ({ rows, queryTokens: 16, passageTokens: tokens });
  const rows = small ? [2, 4, 8] : [4, 8, 16, 32, 64];
  const lengths = small ? [16, 32, 64] : [32, 64, 128, 240];
  const widths = small ? [32, 64, 128] : [96, 192, 384, 768];
  const of = (name: string, shape: Shape, texts: Batch): Variant => ({ name, shape, batch: texts });
  const all = {
    'rows of the batch': rows.map((count) => of(`${count} rows`, base, batch(count, length))),
    'length of passages': lengths.map((tokens) =>
      of(`${tokens} tokens`, base, batch(small ? 4 : 16, tokens)),
    ),
    'width of the model': widths.map((hidden) =>
      of(
        `${hidden} wide`,
        { ...base, hidden, heads: hidden / 32, intermediate: hidden * 4 },
        batch(small ? 4 : 16, length),
      ),
    ),
  };
  return quick ? { 'rows of the batch': all['rows of the batch'].slice(0, 2) } : all;
}

async function growSteps(bench: Bench, subject: string, variants: readonly Variant[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, shape, batch } of variants) {
    await bench.call('ours', 'start', { shape, batch });
    await bench.call('ours', 'step', {});
    const times = [];
    for (let i = 0; i < 3; i++) times.push((await bench.call('ours', 'step', {})).ms);
    const ms = median(times);
    const rate = Math.round((tokensOf(batch) * 1000) / ms);
    const note = `${tokensOf(batch)} tokens, ${rate.toLocaleString('en')} tokens/s`;
    figures.push({ subject: `${subject}: ${name}`, figure: 'training step', unit: 'ms', ours: ms, note });
  }
  return figures;
}

async function growCorpus(
  bench: Bench,
  backend: string,
  sizes: readonly number[],
  pairs: number,
): Promise<Figure[]> {
  await bench.call('ours', 'corpus', { documents: Math.max(...sizes), queries: QUERIES, width: WIDTH });
  const figures: Figure[] = [];
  for (const documents of sizes) {
    const time = (bare: boolean) => async (): Promise<number> =>
      (await bench.call('ours', 'search', { bare, documents })).ms;
    const measured = await inPairs(documents === AIMED_AT ? pairs : 1, time(false), time(true));
    const ratio = median(measured.map(({ ours, other }) => ours / other));
    figures.push({
      subject: `${backend} top 100 of ${documents.toLocaleString('en')} × ${WIDTH}`,
      figure: `${QUERIES} queries`,
      unit: 'ms',
      ours: median(measured.map(({ ours }) => ours)),
      other: { name: 'products alone', value: median(measured.map(({ other }) => other)) },
      ratio,
      ...(documents === AIMED_AT ? { reach: atMost(ratio, 1.5, '1.5×') } : {}),
    });
  }
  return figures;
}
