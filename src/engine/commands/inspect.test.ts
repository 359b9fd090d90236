import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { RunResult } from '../protocol/results';
import type { SystemName } from '../protocol/inspect';
import { Session } from '../session/session';
import { pairsFile } from '../testing/pairs-file';
import { perform } from './perform';

const context = { signal: new AbortController().signal, emit: (): void => undefined };
const settings: Settings = { ...defaultSettings(), lr: 3e-4, batch: 8, epochs: 2, loadBest: false };

const THINGS = [
  'battery',
  'charger',
  'motor',
  'display',
  'brake',
  'saddle',
  'pedal',
  'chain',
  'lock',
  'light',
];
const passageText = (thing: string, part: number): string =>
  `The ${thing} of model ${String(part)} is checked by the shop every ${String(part + 2)} months.`;

/** 40 passages, 10 queries; grade 2 for the first passage of a thing, 1 for the second, one judgement outside the corpus. */
function evaluationFiles(): File[] {
  const corpus = THINGS.flatMap((thing, t) =>
    Array.from({ length: 4 }, (_, part) =>
      JSON.stringify({ _id: `d${String(4 * t + part)}`, title: '', text: passageText(thing, part) }),
    ),
  );
  const queries = THINGS.map((thing, t) =>
    JSON.stringify({ _id: `q${String(t)}`, text: `when is the ${thing} checked` }),
  );
  const qrels = THINGS.flatMap((_, t) => [
    `q${String(t)}\td${String(4 * t)}\t2`,
    `q${String(t)}\td${String(4 * t + 1)}\t1`,
  ]);
  return [
    new File([corpus.join('\n')], 'corpus.jsonl'),
    new File([queries.join('\n')], 'queries.jsonl'),
    new File([['query-id\tcorpus-id\tscore', ...qrels].join('\n')], 'qrels/test.tsv'),
  ];
}

async function open(): Promise<{ session: Session; set: string }> {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [pairsFile(24)] } }, context);
  const source = { kind: 'files', files: evaluationFiles() } as const;
  const [report] = await perform(session, 'openEvaluationData', { source }, context);
  return { session, set: report?.name ?? '' };
}

async function embedded(
  session: Session,
  texts: readonly string[],
  kind: 'query' | 'passage',
): Promise<Float32Array[]> {
  const { dimension, values } = await perform(session, 'embed', { texts, kind, settings }, context);
  return texts.map((_, row) => values.slice(row * dimension, (row + 1) * dimension));
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

describe('looking into a run', () => {
  let session: Session;
  let set: string;
  let result: RunResult;
  beforeAll(async () => {
    ({ session, set } = await open());
    result = await perform(session, 'train', { settings }, context);
  });
  const questions = (metric: string, of: 'run' | 'evaluation' = 'run') =>
    perform(session, 'questions', { of, set, metric }, context);
  const rankings = (query: string) => perform(session, 'rankings', { of: 'run', set, query }, context);

  test('the questions have the figures of the result, and their mean is the metric’s', async () => {
    const report = await questions('nDCG@10');
    expect(report.texts).toEqual(result.queries.map(({ text }) => text));
    expect([...report.after]).toEqual(result.queries.map(({ after }) => after));
    expect([...(report.before ?? [])]).toEqual(result.queries.map(({ before }) => before));
    expect([...report.bm25]).toEqual(result.queries.map(({ bm25 }) => bm25));
    const other = await questions('MRR@10');
    expect(other.after.reduce((sum, value) => sum + value, 0) / 10).toBeCloseTo(
      result.metrics['MRR@10'] ?? -1,
      12,
    );
    const found = (list: Uint8Array | null): number => [...(list ?? [])].filter((one) => one === 1).length;
    expect([found(report.firstBefore), found(report.firstAfter)]).toEqual([
      result.foundFirst.before,
      result.foundFirst.after,
    ]);
  });

  test('the curves over the cut-offs pass through the figures of the result, for every system', async () => {
    const { systems } = await perform(session, 'cutoffs', { of: 'run', set }, context);
    const { baseline, metrics, hybrid } = result;
    const tables = { bm25: baseline.bm25, before: baseline.untouched, after: metrics, hybrid };
    expect(systems.map(({ system }) => system)).toEqual(['bm25', 'before', 'after', 'hybrid']);
    for (const { system, curves } of systems) {
      expect(curves.ndcg[9]).toBeCloseTo(tables[system]?.['nDCG@10'] ?? -1, 12);
      expect(curves.recall[9]).toBeCloseTo(tables[system]?.['Recall@10'] ?? -1, 12);
    }
    const nowhere = perform(session, 'cutoffs', { of: 'run', set: 'elsewhere' }, context);
    await expect(nowhere).rejects.toThrow('"elsewhere" was not measured');
  });

  test('a metric or a set that was not measured is named, with those that were', async () => {
    await expect(questions('nDCG@7')).rejects.toThrow('"nDCG@7" was not measured; there are: nDCG@1');
    const request = { of: 'run', set: 'another', query: 'q0' } as const;
    await expect(perform(session, 'rankings', request, context)).rejects.toThrow(`there are: "${set}"`);
  });

  test('the rankings of a question: three systems, grades, and every relevant passage', async () => {
    const report = await rankings('q3');
    expect(report.systems).toEqual(['bm25', 'before', 'after']);
    for (const system of report.systems) {
      const ranks = report.passages.flatMap(({ places }) => places[system]?.rank ?? []).sort((a, b) => a - b);
      expect(ranks.slice(0, system === 'bm25' ? 4 : 10)).toEqual(
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, system === 'bm25' ? 4 : 10),
      );
    }
    const graded = report.passages.filter(({ grade }) => grade !== null);
    expect(graded.map(({ id, grade }) => [id, grade]).sort()).toEqual([
      ['d12', 2],
      ['d13', 1],
    ]);
    expect(report.passages.find(({ id }) => id === 'd12')?.text).toBe(passageText('display', 0));
  });

  test('searching for a question gives the rankings of the run, and its judgements', async () => {
    const ranked = await rankings('q5');
    const report = await perform(session, 'search', { set, query: ranked.query, settings }, context);
    const order = (passages: typeof ranked.passages, system: SystemName): string[] =>
      passages
        .filter(({ places }) => (places[system]?.rank ?? Infinity) <= 10)
        .sort((a, b) => (a.places[system]?.rank ?? 0) - (b.places[system]?.rank ?? 0))
        .map(({ id }) => id);
    for (const system of ['bm25', 'before', 'after'] as const)
      expect(order(report.passages, system)).toEqual(order(ranked.passages, system));
    expect(report.passages.find(({ id }) => id === 'd20')?.grade).toBe(2);
    expect(report.times.map(({ system }) => system)).toEqual(['bm25', 'before', 'after']);
    expect(report.indexBytes).toBe(2 * 40 * 192 * 4);
  });

  test('an evaluation after the run does not take its place', async () => {
    await perform(session, 'evaluate', { settings }, context);
    expect((await questions('nDCG@10', 'evaluation')).before).toBeNull();
    expect((await questions('nDCG@10')).before).not.toBeNull();
  });

  test('the exported index holds the embeddings of the corpus, row by row', async () => {
    const { name, blob } = await perform(session, 'exportIndex', { set, settings }, context);
    expect(name).toBe('corpus-index.zip');
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    const json = (file: string): unknown => JSON.parse(new TextDecoder().decode(files[file]));
    expect(json('ids.json')).toEqual(Array.from({ length: 40 }, (_, i) => `d${String(i)}`));
    expect(json('index.json')).toMatchObject({
      passages: 40,
      dimension: 192,
      normalise: true,
      trainedStep: result.bestStep,
    });
    const npy = files['embeddings.npy'] ?? new Uint8Array();
    const length = new DataView(npy.buffer, npy.byteOffset).getUint16(8, true);
    expect(new TextDecoder().decode(npy.subarray(10, 10 + length))).toContain("'shape': (40, 192)");
    const values = new Float32Array(npy.slice(10 + length).buffer);
    expect(values.length).toBe(40 * 192);
    const texts = THINGS.flatMap((thing) => [0, 1, 2, 3].map((part) => passageText(thing, part)));
    const expected = await embedded(session, texts, 'passage');
    const worst = expected.flatMap((row, at) =>
      Array.from(row, (value, i) => Math.abs(value - (values[at * 192 + i] ?? NaN))),
    );
    expect(Math.max(...worst)).toBeLessThan(1e-6);
  });
});

describe('searching before any run', () => {
  test('BM25 and the untouched model; exact scores; the second search embeds nothing', async () => {
    const { session, set } = await open();
    const [searchable] = await perform(session, 'searchable', { settings }, context);
    expect(searchable).toMatchObject({ name: set, passages: 40 });
    expect(searchable?.examples[0]).toBe('when is the battery checked');
    const request = { set, query: 'squeaking brakes', settings };
    const events: string[] = [];
    const listening = {
      ...context,
      emit: (event: { kind: string; phase?: string }) => events.push(event.phase ?? ''),
    };
    const report = await perform(session, 'search', request, listening);
    expect(report.systems).toEqual(['bm25', 'before']);
    expect(events).toContain('Embedding the corpus with the untouched model');
    const [query = new Float32Array()] = await embedded(session, [request.query], 'query');
    const first = report.passages.find(({ places }) => places.before?.rank === 1);
    const texts = THINGS.flatMap((thing) => [0, 1, 2, 3].map((part) => passageText(thing, part)));
    const scores = (await embedded(session, texts, 'passage')).map((passage) => dot(query, passage));
    expect(first?.places.before?.score).toBeCloseTo(Math.max(...scores), 5);
    expect(first?.id).toBe(`d${String(scores.indexOf(Math.max(...scores)))}`);
    expect(report.passages.every(({ grade }) => grade === null)).toBe(true);

    events.length = 0;
    await perform(session, 'search', { ...request, query: 'lights' }, listening);
    expect(events).toEqual([]);
    await perform(session, 'search', { ...request, settings: { ...settings, maxLength: 8 } }, listening);
    expect(events).toContain('Embedding the corpus with the untouched model');
  });

  test('a cancelled search ends, and the next one works; nothing to look into is said', async () => {
    const { session, set } = await open();
    const stop = new AbortController();
    const emit = (): void => {
      stop.abort();
    };
    const request = { set, query: 'brakes', settings };
    await expect(perform(session, 'search', request, { signal: stop.signal, emit })).rejects.toThrow('abort');
    await expect(perform(session, 'search', request, context)).resolves.toMatchObject({ corpusSize: 40 });
    const looked = perform(session, 'rankings', { of: 'run', set, query: 'q0' }, context);
    await expect(looked).rejects.toThrow('train or evaluate first');
  });

  test('held-out training data can be searched too', async () => {
    const { session } = await open();
    await perform(session, 'openEvaluationData', { source: { kind: 'heldOut' } }, context);
    const [searchable] = await perform(session, 'searchable', { settings }, context);
    expect(searchable?.passages).toBe(24);
    const request = { set: searchable?.name ?? '', query: 'thing 7', settings };
    expect((await perform(session, 'search', request, context)).passages.length).toBeGreaterThan(9);
    const again = await perform(session, 'search', request, {
      ...context,
      emit: () => {
        throw new Error('nothing was to be embedded');
      },
    });
    expect(again.corpusSize).toBe(24);
  });
});
