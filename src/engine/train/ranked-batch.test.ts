import { beforeEach, expect, test } from 'vitest';
import { asTrainingRow, type AlignmentRow } from '../../core/alignment/alignment-row';
import { createSampler } from '../../core/data/sampler';
import { createRandom } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { onBackends } from '../testing/backends';
import { microJob, microRows, runToEnd } from '../testing/micro-job';
import { collectPositives } from './known-positives';
import { rankedBatches } from './ranked-batch';
import { embedStart } from './start-vectors';
import type { TrainingJob } from './trainer';

beforeEach(async () => {
  await openDevice('wasm');
});

const row = (query: string, ...tiers: readonly (readonly string[])[]): AlignmentRow => ({
  ...{ file: 'p', line: 1, query, queryId: undefined, tiers, neither: false },
});
const LOSS = { alignLoss: 'plackett-luce', klWeight: 0, temperature: 0.05 } as const;

/** [queries][documents] */
function candidatesOf(rows: readonly AlignmentRow[], labelled: readonly AlignmentRow[] | null): number[][] {
  const known = labelled === null ? null : collectPositives(labelled.map(asTrainingRow));
  const make = rankedBatches({ rows, settings: LOSS, known, start: null });
  const { documents, ranked } = make([...rows.keys()], createRandom(1));
  const candidate = ranked?.ranking.candidate ?? new Float32Array();
  return rows.map((_, i) => [...candidate.slice(i * documents.length, (i + 1) * documents.length)]);
}

test('known answers and texts of its own are no rivals of a row where others bring them; its own documents stay', () => {
  // Columns: a, c, a | b, d, e: the first passages, then the others.
  const rows = [row('q', ['a'], ['b']), row('r', ['c'], ['d']), row('s', ['a'], ['e'])];
  // To q, the answers are d, which another row brings, and b, which is its own less preferred passage.
  const labelled = [row('q', ['d']), row('q', ['b'])];
  expect(candidatesOf(rows, labelled)).toEqual([
    [1, 1, 0, 1, 0, 1],
    [1, 1, 1, 1, 1, 1],
    [0, 1, 1, 1, 1, 1],
  ]);
  expect(
    candidatesOf(rows, null)
      .flat()
      .every((one) => one === 1),
  ).toBe(true);
});

/** A run of the micro model on rankings. */
async function rankedJob(
  rows: readonly AlignmentRow[],
  change: Partial<Settings> = {},
): Promise<TrainingJob> {
  const job = await microJob(change, [], rows.map(asTrainingRow));
  const passages = rows.flatMap(({ tiers }) => tiers.flat());
  const texts = { queries: rows.map(({ query }) => query), passages };
  const { klWeight } = job.settings;
  const start =
    klWeight === 0 ? null : await embedStart(job.model, texts, new AbortController().signal, () => undefined);
  const { settings } = job;
  const sampler = createSampler({ rows: job.rows, batch: settings.batch, seed: settings.seed });
  return { ...job, sampler, batchOf: rankedBatches({ rows, settings, known: null, start }) };
}

/** As many rankings of two, every third of three. */
function rankings(count: number): AlignmentRow[] {
  const texts = microRows(3 * count).map(({ positives }) => positives);
  return microRows(count).map(({ query }, i) =>
    row(query, ...texts.slice(3 * i, 3 * i + (i % 3 === 0 ? 3 : 2))),
  );
}

test.each([0, 2])(
  'mini-batches and recomputed activations give the steps of whole batches, hold of %d',
  async (klWeight) => {
    const losses = async (change: Partial<Settings>): Promise<number[]> =>
      (await runToEnd(await rankedJob(rankings(12), { klWeight, ...change }))).steps.map(({ loss }) => loss);
    const whole = await losses({});
    expect(whole).toHaveLength(6);
    for (const change of [{ miniBatch: 1 }, { recompute: true }])
      (await losses(change)).forEach((loss, i) => {
        expect(loss).toBeCloseTo(whole[i] ?? Number.NaN, 3);
      });
  },
);

test('rankings of one query never share a batch; a run with fewer rows than a batch ends', async () => {
  const [first, ...others] = rankings(6);
  if (first === undefined) throw new Error('no row');
  const same = others.map(({ tiers }) => row(first.query, ...tiers));
  const given = await rankedJob([first, ...same, ...rankings(12).slice(6)], { batch: 2 });
  const queries = given.sampler.epoch(0).map((places) => places.map((at) => given.rows.at(at)?.query));
  for (const batch of queries) expect(new Set(batch).size).toBe(batch.length);
  expect((await runToEnd(await rankedJob([first], { batch: 64, epochs: 3 }))).outcome.steps).toBe(3);
});

// A loss of 0 is what a lost device would give, too.
onBackends(
  'passages that are equally good, alone in their batch, are no failure',
  ['wasm', 'webgpu'],
  async () => {
    const [one] = rankings(2);
    if (one === undefined) throw new Error('no row');
    const tied = row(one.query, one.tiers.flat());
    const { steps } = await runToEnd(await rankedJob([tied], { epochs: 2 }));
    expect(steps.map(({ loss }) => loss)).toEqual([0, 0]);
  },
);

test('with nothing to train on, a run says so', async () => {
  await expect(runToEnd({ ...(await microJob()), sampler: { batches: 0, epoch: () => [] } })).rejects.toThrow(
    'nothing to train on',
  );
});
