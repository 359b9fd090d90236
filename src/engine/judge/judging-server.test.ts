import { deleteDB } from 'idb';
import { expect, inject, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { ANSWER_ALONE } from '../../core/synthesis/parse-reply';
import { DEFAULT_PROMPTS } from '../../core/synthesis/prompts';
import { perform } from '../commands/perform';
import { ReplyStore } from '../llm/reply-store';
import { Session } from '../session/session';
import { openRoom } from '../testing/llm-room';
import { PairBook } from './pair-book';
import { PairStore } from './pair-store';

const SEED = 31;
const PAIRS = 'kennel-pairs-of-a-server-test';
const REPLIES = 'kennel-replies-of-a-judging-test';
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };

/** As after a reload of the page: nothing is left but what the browser keeps. */
function reloaded(): Session {
  const session = new Session();
  session.pairBook = new PairBook(new PairStore(PAIRS));
  session.replies = new ReplyStore(REPLIES);
  return session;
}

async function propose(settings: Settings): Promise<void> {
  const line = (i: number): string =>
    JSON.stringify({
      query: `what is part ${i} for`,
      positive: `Part ${i} ${'is useful '.repeat(1 + (i % 7))}`,
    });
  const rows = new File([Array.from({ length: 12 }, (_, i) => line(i)).join('\n')], 'rows.jsonl');
  const session = reloaded();
  await perform(session, 'openDevice', { backend: 'wasm' }, quiet);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, quiet);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [rows] } }, quiet);
  await perform(session, 'proposePairs', { settings }, quiet);
}

/** Waits for the replies to requests that were sent before the cancel: a reload at once would lose them. */
async function quietReplies(): Promise<void> {
  const store = new ReplyStore(REPLIES);
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 600));
    now = (await store.list()).length;
  }
}

test(`against an endpoint that misbehaves, cancelled and reloaded: no pair lost, none paid twice (seed ${SEED})`, async () => {
  const room = await openRoom(inject('llm'), {
    chance: {
      seed: SEED,
      share: 0.25,
      of: [
        'limit',
        'error-500',
        'error-in-stream',
        'cut',
        'cut-off',
        'reset',
        'malformed',
        'empty',
        'length',
      ],
    },
    retryAfter: '0',
  });
  const settings: Settings = {
    ...defaultSettings(),
    ...{ llmUrl: room.url, llmModel: 'test-model', llmConcurrency: 6, llmRetries: 12, llmTimeout: 5 },
  };
  const request = { settings, prompts: DEFAULT_PROMPTS, key: '' };
  try {
    await propose(settings);
    const stop = new AbortController();
    const cancelling = perform(reloaded(), 'judgePairs', request, {
      signal: stop.signal,
      emit: (event) => {
        if (event.kind === 'progress' && event.phase === 'Judging pairs' && event.done === 30) stop.abort();
      },
    });
    await expect(cancelling).rejects.toThrow();
    await quietReplies();
    const between = (await perform(reloaded(), 'pairs', {}, quiet)).rates.llm;
    expect(between.waiting).toBeGreaterThan(0);
    expect(between.waiting).toBeLessThan(100);

    const session = reloaded();
    let report = await perform(session, 'judgePairs', request, quiet);
    expect(report.pairs).toHaveLength(100);
    const { waiting } = report.rates.llm;
    if (waiting > 0) expect(report.notes.at(-1)).toMatch(new RegExp(`^${waiting} pairs? got no answer`, 'u'));
    // Where a request failed for good the pair waits, and the next press of the button asks again.
    for (let round = 0; report.rates.llm.waiting > 0 && round < 5; round++)
      report = await perform(session, 'judgePairs', request, quiet);
    expect(report.ended).toBe('finished');
    expect(report.rates.llm).toMatchObject({ waiting: 0 });
    // The endpoint's writer prefers the longer text, wherever it stands.
    for (const { llm, query, first, second } of report.pairs) {
      const [a = 0, b = 0] = [first, second].map(
        (at) => report.queries[query]?.candidates[at]?.text.trim().length,
      );
      if (llm?.verdict === 'first' || llm?.verdict === 'second')
        expect(llm.verdict).toBe(a > b ? 'first' : 'second');
    }
    expect(report.rates.llm.preferred).toBeGreaterThan(50);
    const { answered, requests } = await room.log();
    expect(requests.length).toBeGreaterThan(200);
    for (const [prompt, times] of Object.entries(answered))
      expect(times, prompt).toBeLessThanOrEqual(prompt.includes(ANSWER_ALONE) ? 2 : 1);
  } finally {
    await deleteDB(PAIRS);
    await deleteDB(REPLIES);
  }
});
