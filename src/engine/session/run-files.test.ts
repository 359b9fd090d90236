import { expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import { Session } from './session';

const settings = defaultSettings();
const context = { signal: new AbortController().signal, emit: (): void => undefined };

const QUERIES = Array.from({ length: 8 }, (_, i) => `q${i}`);
const QRELS = new File(
  QUERIES.map((query) => `${query} 0 good 1\n`),
  'judged.qrels',
);

/** Ranks the relevant document first for the first `hits` queries, second for the others. */
function runFile(name: string, hits: number): File {
  const scores = QUERIES.map(
    (query, i) => `${query} Q0 good 1 ${i < hits ? 3 : 1} t\n${query} Q0 bad 2 2 t\n`,
  );
  return new File(scores, name);
}

const RUNS = [runFile('first.trec', 1), runFile('second.trec', 8)];

test('measures runs on judgements from files, compares them and writes the records', async () => {
  const session = new Session();
  const events: EngineEvent[] = [];
  const result = await perform(
    session,
    'evaluateRunFiles',
    { runs: RUNS, qrels: [QRELS], settings },
    { ...context, emit: (event) => void events.push(event) },
  );
  expect(result.runs).toEqual(['first', 'second']);
  expect(result.sets.map(({ name, queries }) => [name, queries])).toEqual([['judged', 8]]);
  const mrr = result.sets[0]?.runs.map(({ metrics }) => metrics['MRR@10']);
  expect(mrr).toEqual([(1 + 7 / 2) / 8, 1]);
  expect(events.at(-1)).toMatchObject({ kind: 'progress', unit: 'bytes' });

  const request = { baseline: 'first', others: ['second'], metric: 'MRR@10' };
  const [comparison] = await perform(session, 'compareRunFiles', request, context);
  expect(comparison).toMatchObject({ set: 'judged', run: 'second', baseline: 'first', queries: 8 });
  expect(comparison?.delta).toMatchObject({ wins: 7, ties: 1, losses: 0, verdict: 'WIN' });

  const files = await perform(session, 'exportRunFiles', {}, context);
  expect(files.map(({ name }) => name)).toEqual(['metrics.json', 'per-query.csv']);
  const csv = await files[1]?.blob.text();
  expect(csv?.split('\r\n')[0]).toContain('first nDCG@10,second nDCG@10');
  const record = JSON.parse((await files[0]?.blob.text()) ?? '') as { comparisons: unknown[] }; // written just now
  expect(record.comparisons).toHaveLength(1);
});

test('a comparison of what has been measured anew meanwhile does not bring the old figures back', async () => {
  const [session, later] = [new Session(), new Session()];
  await perform(session, 'evaluateRunFiles', { runs: RUNS, qrels: [QRELS], settings }, context);
  const runs = [runFile('third.trec', 3)];
  await perform(later, 'evaluateRunFiles', { runs, qrels: [QRELS], settings }, context);
  const request = { baseline: 'first', others: ['second'], metric: 'MRR@10' };
  const emit = () => {
    session.runFiles = later.runFiles;
  };
  expect(await perform(session, 'compareRunFiles', request, { ...context, emit })).toHaveLength(1);
  expect(session.runFiles?.result.runs).toEqual(['third']);
});

function evaluationFiles(): File[] {
  return [
    new File(['{"_id": "good", "text": "one"}\n{"_id": "bad", "text": "two"}'], 'corpus.jsonl'),
    new File(
      QUERIES.map((query) => `{"_id": "${query}", "text": "about ${query}"}\n`),
      'queries.jsonl',
    ),
    new File(
      QUERIES.map((query) => `${query}\tgood\t1\n`),
      'test.tsv',
    ),
  ];
}

test('without judgements of their own the open evaluation sets judge, with the texts of their queries', async () => {
  const session = new Session();
  const request = { runs: RUNS, qrels: [], settings };
  await expect(perform(session, 'evaluateRunFiles', request, context)).rejects.toThrow('Give judgements');
  const source = { kind: 'files', files: evaluationFiles() } as const;
  const [opened] = await perform(session, 'openEvaluationData', { source }, context);
  const { sets } = await perform(session, 'evaluateRunFiles', request, context);
  expect(sets.map(({ name }) => name)).toEqual([opened?.name]);
  const [, table] = await perform(session, 'exportRunFiles', {}, context);
  expect(await table?.blob.text()).toContain('q0,about q0,');
});

test('a set that no run ranks is left out and named; a run that no set judges is refused by its name', async () => {
  const session = new Session();
  const other = new File(['elsewhere 0 d 1\n'], 'other.qrels');
  const result = await perform(
    session,
    'evaluateRunFiles',
    { runs: RUNS, qrels: [QRELS, other], settings },
    context,
  );
  expect(result.sets.map(({ name }) => name)).toEqual(['judged']);
  expect(result.notes).toContain('No run ranks a judged query of "other", which is left out.');
  const refused = perform(session, 'evaluateRunFiles', { runs: RUNS, qrels: [other], settings }, context);
  await expect(refused).rejects.toMatchObject({
    file: 'first.trec',
    message: expect.stringContaining('none of its 8 queries is judged') as string, // as asymmetric matchers are typed
  });
});

test('needs runs that were measured, and stops when it is cancelled', async () => {
  const session = new Session();
  const request = { baseline: 'first', others: ['second'], metric: 'MRR@10' };
  await expect(perform(session, 'compareRunFiles', request, context)).rejects.toThrow(
    'Evaluate run files first',
  );
  const stop = new AbortController();
  stop.abort();
  const cancelled = { ...context, signal: stop.signal };
  const asked = { runs: RUNS, qrels: [QRELS], settings };
  await expect(perform(session, 'evaluateRunFiles', asked, cancelled)).rejects.toThrow('abort');
  await perform(session, 'evaluateRunFiles', asked, context);
  const unknown = perform(session, 'compareRunFiles', { ...request, baseline: 'third' }, context);
  await expect(unknown).rejects.toThrow('there is no run "third"');
});
