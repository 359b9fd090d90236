import { deleteDB } from 'idb';
import { afterEach, expect, inject, test } from 'vitest';
import { memoryFile } from '../../core/formats/memory-file';
import { readTrainingData } from '../../core/formats/read-training-data';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { DEFAULT_PROMPTS } from '../../core/synthesis/prompts';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import { ReplyStore } from '../llm/reply-store';
import { Session } from '../session/session';
import { openRoom } from '../testing/llm-room';
import { SynthesisStore } from './synthesis-store';
import { SynthesisTable } from './synthesis-table';

const NAMES = { rows: 'kennel-synthesis-of-an-endpoint-test', replies: 'kennel-replies-of-a-test' };
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };

/** A page that has just been opened; what the browser keeps is there. */
function newPage(): Session {
  const session = new Session();
  session.synthesis = new SynthesisTable(new SynthesisStore(NAMES.rows));
  session.replies = new ReplyStore(NAMES.replies);
  return session;
}

afterEach(async () => {
  await Promise.all(Object.values(NAMES).map((name) => deleteDB(name)));
});

const files = (name: string, lines: readonly object[]) => ({
  source: {
    kind: 'files' as const,
    files: [new File([lines.map((line) => JSON.stringify(line)).join('\n')], name)],
  },
});

test('a whole run over an endpoint that misbehaves, cancelled and gone on with by a new page (seed 11)', async () => {
  const of = [
    'limit',
    'error-500',
    'cut',
    'cut-off',
    'reset',
    'empty',
    'malformed',
    'refusal',
    'error-in-stream',
  ] as const;
  const room = await openRoom(inject('llm'), { chance: { seed: 11, share: 0.25, of }, retryAfter: '0' });
  const settings: Settings = {
    ...defaultSettings(),
    ...{ llmUrl: room.url, llmModel: 'test-model', llmConcurrency: 8, llmTimeout: 5, llmRetries: 20 },
    ...{ filterMinWords: 1, filterCopyShare: 1 },
  };
  const request = { settings, prompts: DEFAULT_PROMPTS, key: 'sk-secret' };
  const queries = Array.from({ length: 24 }, (_, at) => ({
    _id: `q${at}`,
    text: `matter ${at} of the many`,
  }));
  const first = newPage();
  await perform(first, 'openQueries', files('queries.jsonl', queries), quiet);
  const estimate = await perform(first, 'estimateSynthesis', request, quiet);
  expect(estimate).toMatchObject({ requests: 120, cached: 0 });

  const controller = new AbortController();
  let replies = 0;
  const emit = (event: EngineEvent): void => {
    if (event.kind === 'reply' && ++replies === 40) controller.abort();
  };
  const context = { signal: controller.signal, emit };
  await expect(perform(first, 'synthesize', { ...request, tellReplies: true }, context)).rejects.toThrow(
    'abort',
  );

  // What was sent is paid for: its replies are kept although nobody waits for them.
  await expect.poll(() => first.replies.arriving.size).toBe(0);
  const second = newPage();
  const left = await perform(second, 'synthesis', {}, quiet);
  expect(left).toMatchObject({ unfinished: true, ended: 'cancelled' });
  const events: EngineEvent[] = [];
  let report = await perform(second, 'synthesize', request, {
    ...quiet,
    emit: (event) => events.push(event),
  });
  // Rows whose every attempt was refused or empty are failures with a reason; asking once more may mend them.
  for (let more = 0; more < 3 && report.rates.states.failed > 0; more++) {
    for (const { state, fault } of report.rows) expect(fault === '').toBe(state !== 'failed');
    report = await perform(second, 'synthesize', request, quiet);
  }
  expect(report).toMatchObject({ unfinished: false, ended: 'finished' });
  expect(report.rows).toHaveLength(24);
  expect(report.rates.states.waiting).toBe(0);
  expect(report.rates.states.failed).toBe(0);

  const { answered, requests } = await room.log();
  const paidTwice = Object.values(answered).filter((times) => times > 1).length;
  const repeatable = new Set(['empty', 'malformed', 'refusal']);
  // Only what could not be used was asked for again: by another attempt, which is another request.
  expect(paidTwice).toBeLessThanOrEqual(requests.filter((behaviour) => repeatable.has(behaviour)).length);
  const log = await perform(second, 'exportSynthesis', { what: 'log' }, quiet);
  const lines = (await log.blob.text()).trimEnd().split('\n');
  const paid = Object.values(answered).reduce((sum, times) => sum + times, 0);
  expect(lines).toHaveLength(paid);
  expect(JSON.stringify([lines, events, report, answered])).not.toContain('sk-secret');
  expect((await perform(second, 'estimateSynthesis', request, quiet)).requests).toBeLessThan(5);

  const rows = await perform(second, 'exportSynthesis', { what: 'rows' }, quiet);
  const read = await readTrainingData([memoryFile('synthetic.jsonl', await rows.blob.text())]);
  const used = await perform(second, 'useSynthesis', {}, quiet);
  expect(used.rows).toBe(read.rows.length);
  const withoutFile = (list: Iterable<object> | undefined) =>
    [...(list ?? [])].map((row) => ({ ...row, file: '' }));
  expect(withoutFile(second.training?.rows)).toEqual(withoutFile(read.rows));

  // Somewhere else, with the log given back, the same work is free.
  await Promise.all(Object.values(NAMES).map((name) => deleteDB(name)));
  const third = newPage();
  const given = {
    source: {
      kind: 'files' as const,
      files: [new File([`${lines.join('\n')}\n{"hash":"cut o`], 'replies.jsonl')],
    },
  };
  expect(await perform(third, 'keepReplies', given, quiet)).toEqual({ replies: paid });
  await perform(third, 'openQueries', files('queries.jsonl', queries), quiet);
  const before = (await room.log()).requests.length;
  const free = await perform(third, 'synthesize', request, quiet);
  expect((await room.log()).requests.length - before).toBeLessThan(10);
  expect(free.rates.states.done + free.rates.states.rejected).toBeGreaterThan(20);
});

test('a row whose every reply was refused or empty is asked for anew when the work is gone on with', async () => {
  const room = await openRoom(inject('llm'), { behaviours: ['refusal', 'empty', 'refusal'] });
  const settings: Settings = {
    ...defaultSettings(),
    ...{ llmUrl: room.url, llmModel: 'test-model', filterMinWords: 1, filterCopyShare: 1 },
    ...{ makeCot: false, makeNegative: false, verifySynthetic: false },
  };
  const request = { settings, prompts: DEFAULT_PROMPTS, key: '' };
  const queries = files('queries.jsonl', [{ _id: 'q', text: 'matter of the many' }]);
  const first = newPage();
  await perform(first, 'openQueries', queries, quiet);
  const refused = await perform(first, 'synthesize', request, quiet);
  expect(refused.rows).toMatchObject([{ state: 'failed' }]);
  expect(refused.rows[0]?.fault).toContain('refused');
  const second = newPage();
  await perform(second, 'openQueries', queries, quiet);
  const estimate = await perform(second, 'estimateSynthesis', request, quiet);
  expect(estimate).toMatchObject({ requests: 4, cached: 3 });
  const mended = await perform(second, 'synthesize', request, quiet);
  expect(mended.rows).toMatchObject([{ state: 'done', fault: '' }]);
  expect((await room.log()).requests).toEqual(['refusal', 'empty', 'refusal', 'answer']);
});

test('queries of documents whose document the model does not find are set aside', async () => {
  const room = await openRoom(inject('llm'));
  const session = newPage();
  await perform(session, 'openDevice', { backend: 'wasm' }, quiet);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, quiet);
  const parts = ['battery', 'brake', 'saddle', 'light', 'tyre', 'chain', 'lock', 'bell', 'pump', 'pedal'];
  const documents = parts.map((part, at) => ({
    _id: part,
    // The writer's queries have the words of the beginning: that of the last one is of another document.
    text:
      part === 'pedal'
        ? 'The battery wants care every 0 days.' + ' Pedals squeak.'.repeat(12)
        : `The ${part} wants care every ${at} days.`,
  }));
  await perform(session, 'openDocuments', files('corpus.jsonl', documents), quiet);
  const settings: Settings = {
    ...defaultSettings(),
    ...{ llmUrl: room.url, llmModel: 'test-model', synthesisFrom: 'documents', queryStyles: 'question' },
    ...{
      makePositive: false,
      makeCot: false,
      makeNegative: false,
      roundTrip: 1,
      filterCopyShare: 1,
      filterMinWords: 0,
    },
  };
  const request = { settings, prompts: DEFAULT_PROMPTS, key: '' };
  const report = await perform(session, 'synthesize', request, quiet);
  expect(report.notes).toEqual([]);
  expect(report.rates.roundTrips.checked).toBe(10);
  for (const row of report.rows) {
    expect(row.roundTrip).toBeGreaterThan(0);
    const came = row.roundTrip === 1;
    expect(row).toMatchObject({ state: came ? 'done' : 'rejected', flags: came ? [] : ['round-trip'] });
  }
  expect(report.rates.roundTrips.came).toBeGreaterThan(5);
  expect(report.rows.at(-1)).toMatchObject({ state: 'rejected', sourceId: 'pedal' });
  // Without a model nothing is checked, and it is said.
  const bare = newPage();
  await bare.synthesis.clear();
  await perform(bare, 'openDocuments', files('corpus.jsonl', documents), quiet);
  const unchecked = await perform(bare, 'synthesize', request, quiet);
  expect(unchecked.notes).toEqual(['Round trips were not checked, because no model is open.']);
  expect(unchecked.rates.roundTrips.checked).toBe(0);
  expect((await room.log()).requests).toHaveLength(10);
});
