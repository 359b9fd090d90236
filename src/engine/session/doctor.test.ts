import { beforeAll, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { EngineEvent } from '../protocol/events';
import { perform } from '../commands/perform';
import { PHASES } from './examination';
import { Session } from './session';

const context = { signal: new AbortController().signal, emit: (): void => undefined };
const settings = (change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  lr: 1e-4,
  batch: 8,
  epochs: 1,
  ...change,
});

/** Rows of which every fourth repeats the one before. */
function jsonl(count: number): File {
  const line = (i: number): string =>
    JSON.stringify({
      query: `what is thing ${String(i % 4 === 3 ? i - 1 : i)} for`,
      positive: `Thing ${String(i % 4 === 3 ? i - 1 : i)} is made for the purpose of ${String(i % 4 === 3 ? i - 1 : i)}.`,
    });
  return new File([Array.from({ length: count }, (_, i) => line(i)).join('\n')], 'rows.jsonl');
}

const sourceOf = (...files: File[]) => ({ source: { kind: 'files', files } }) as const;

async function open(rows: number): Promise<Session> {
  const session = new Session();
  await perform(session, 'openTrainingData', sourceOf(jsonl(rows)), context);
  return session;
}

let session: Session;
beforeAll(async () => {
  session = await open(40);
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
});

test('the checks need no model, and say so; with one they tell which texts are cut', async () => {
  const before = await perform(session, 'checkData', { settings: settings() }, context);
  expect(before).toMatchObject({ rows: 40, lengthsKnown: false, used: { rows: 40 }, fixes: [] });
  expect(before.findings).toMatchObject([{ check: 'same query and positive again', count: 10 }]);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const after = await perform(session, 'checkData', { settings: settings({ maxLength: 8 }) }, context);
  expect(after.lengthsKnown).toBe(true);
  expect(after.findings.map(({ check }) => check)).toContain('texts cut at the maximum length');
});

test('fixes change what is trained on; the notes, the record and the model card say what was done', async () => {
  const fixes = 'duplicates';
  const { used } = await perform(session, 'checkData', { settings: settings({ fixes }) }, context);
  expect(used.rows).toBe(30);
  const result = await perform(session, 'train', { settings: settings({ fixes }) }, context);
  expect(result.notes[0]).toBe('Fixes duplicates: 10 of 40 rows and 0 texts of other rows were left out.');
  const files = await perform(session, 'exportRecords', {}, context);
  const record: unknown = JSON.parse(
    (await files.find(({ name }) => name === 'metrics.json')?.blob.text()) ?? '',
  );
  expect(record).toMatchObject({
    settings: { fixes },
    checks: {
      rowsRead: 40,
      rowsAfterFixes: 30,
      fixes: ['duplicates'],
      findings: [{ check: 'same query and positive again', count: 10, fixed: true }],
    },
  });
  const { blob } = await perform(session, 'exportModel', { precision: 'F16' }, context);
  const card = new TextDecoder().decode(unzipSync(new Uint8Array(await blob.arrayBuffer()))['README.md']);
  expect(card).toContain('Fixes left out 10 of 40 rows and 0 texts of other rows.');
  expect(card).toContain('| same query and positive again | warning | 10 rows | yes |');
});

test('an unknown fix is refused before anything is computed', async () => {
  await expect(perform(session, 'train', { settings: settings({ fixes: 'tidy' }) }, context)).rejects.toThrow(
    'there is no fix "tidy"',
  );
});

test('evaluation data opened later are checked for leaks', async () => {
  const fresh = await open(8);
  const lines = (...rows: unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  const set = [
    new File([lines({ _id: 'd', text: 'A thing.' })], 'corpus.jsonl'),
    new File([lines({ _id: 'q', text: 'What is thing 5 for' })], 'queries.jsonl'),
    new File(['query-id\tcorpus-id\tscore\nq\td\t1\n'], 'qrels/test.tsv'),
  ];
  for (const file of set) Object.defineProperty(file, 'webkitRelativePath', { value: `set/${file.name}` });
  const checks = async (): Promise<string[]> =>
    (await perform(fresh, 'checkData', { settings: settings() }, context)).findings.map(({ check }) => check);
  expect(await checks()).not.toContain('query also in the evaluation data');
  await perform(fresh, 'openEvaluationData', sourceOf(...set), context);
  expect(await checks()).toContain('query also in the evaluation data');
});

test('who asks while the checks are under way shares them; only the last to leave cancels them', async () => {
  const shared = await open(20_000);
  const [first, second] = [new AbortController(), new AbortController()];
  const events: EngineEvent[] = [];
  const call = (signal: AbortSignal) =>
    perform(shared, 'checkData', { settings: settings() }, { signal, emit: (event) => events.push(event) });
  const left = call(first.signal);
  const stayed = call(second.signal);
  first.abort();
  await expect(left).rejects.toThrow('abort');
  expect((await stayed).rows).toBe(20_000);
  const rows = events.flatMap((event) =>
    event.kind === 'progress' && event.phase === PHASES.visit ? [event.done] : [],
  );
  expect(rows.filter((done) => done === 10_000)).toHaveLength(1);

  const other = await open(20_000);
  const alone = new AbortController();
  const cancelled = perform(
    other,
    'checkData',
    { settings: settings() },
    { ...context, signal: alone.signal },
  );
  alone.abort();
  await expect(cancelled).rejects.toThrow('abort');
  expect((await perform(other, 'checkData', { settings: settings() }, context)).rows).toBe(20_000);
});
