import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { atLeast, inPairs, median, type Figure } from '../figure.ts';
import { ONNX_MODEL, type Bench } from '../lab.ts';
import { orReason, withBench, type Backend, type SuiteContext } from './suite.ts';

/** Texts a run of onnxruntime's; the one it likes best is the one that counts. */
const BATCHES = [4, 8, 16, 32, 64];
/** As many as ours takes at most. */
const MAX_THREADS = 8;
/** Two engines round differently. */
const AGREEMENT = 1e-4;

/** Passages a second of the sample through the pocket encoder, beside @xenova/transformers' onnxruntime. */
export async function measureEmbedding(context: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  // A software adapter would take minutes and say nothing.
  for (const backend of context.backends.filter((each) => each === 'wasm' || context.hardware)) {
    const subject = `${backend} pocket, sample passages`;
    context.say(subject);
    const measure = (bench: Bench): Promise<Figure[]> =>
      compare(bench, backend, subject, context.quick ? 2 : 7);
    figures.push(...(await orReason(subject, 'embedding', () => withBench(context.lab, measure))));
  }
  return figures;
}

async function compare(bench: Bench, backend: Backend, subject: string, pairs: number): Promise<Figure[]> {
  await bench.call('ours', 'open', { backend, breakdown: false });
  const threads = Math.min(MAX_THREADS, availableParallelism());
  const { tokens } = await bench.call('ours', 'passages', {});
  const { values } = await bench.call('ours', 'embedPassages', {});
  const rate = (ms: readonly number[]): number => (tokens.length * 1000) / median(ms);
  const ours = async (): Promise<number> => (await bench.call('ours', 'embedPassages', {})).ms;
  if (!existsSync(ONNX_MODEL)) {
    const note = 'onnxruntime left out: the ONNX file of the encoder is not there';
    return [
      { subject, figure: 'embedding', unit: 'passages/s', ours: rate([await ours(), await ours()]), note },
    ];
  }
  await bench.call('onnx', 'open', { threads, tokens });
  const { batch, theirs } = await bestBatch(bench);
  const measured = await inPairs(
    pairs,
    ours,
    async () => (await bench.call('onnx', 'embedPassages', { batch })).ms,
  );
  const ratio = median(measured.map((pair) => pair.other / pair.ours));
  const difference = largestDifference(values, theirs);
  const count = tokens.reduce((sum, { length }) => sum + length, 0);
  return [
    {
      subject,
      figure: 'embedding',
      unit: 'passages/s',
      ours: rate(measured.map((pair) => pair.ours)),
      other: { name: 'onnxruntime', value: rate(measured.map((pair) => pair.other)) },
      ratio,
      reach: atLeast(ratio, 1, '1×'),
      note: `${tokens.length} passages, ${count} tokens, ${threads} threads; onnxruntime's best batch ${batch}`,
    },
    {
      subject,
      figure: 'largest difference of embeddings',
      unit: '',
      ours: difference,
      reach: { text: `< ${AGREEMENT}`, met: difference < AGREEMENT },
    },
  ];
}

async function bestBatch(bench: Bench): Promise<{ batch: number; theirs: Float32Array }> {
  const tried = [];
  await bench.call('onnx', 'embedPassages', { batch: BATCHES[0] ?? 1 }); // the first pass also warms up
  for (const batch of BATCHES) {
    const { ms, values } = await bench.call('onnx', 'embedPassages', { batch });
    tried.push({ batch, ms, theirs: values });
  }
  return tried.reduce((best, next) => (next.ms < best.ms ? next : best));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new Error(`embeddings of ${a.length} and ${b.length} numbers`);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}
