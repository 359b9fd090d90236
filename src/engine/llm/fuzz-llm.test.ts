import { expect, inject, it, vi } from 'vitest';
import { BudgetReached, LlmError, type Ask, type StoredReply } from '../../core/llm/llm';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import { Session } from '../session/session';
import { openRoom } from '../testing/llm-room';
import { openLlm } from './open-llm';
import { ReplyStore } from './reply-store';

const SEED = 20_260;
const ASKS = 200;
const KEY = 'sk-fuzz-0123456789';

function askOf(i: number): Ask {
  const content = `Query: number ${i}\n\nWrite one passage of 60 to 150 words that answers this query.`;
  return {
    purpose: 'positive',
    promptVersion: 'v1',
    messages: [{ role: 'user', content }],
    temperature: 0.7,
    maxTokens: 256,
    attempt: 0,
  };
}

function sessionWith(store: string): Session {
  const session = new Session();
  session.replies = new ReplyStore(store);
  return session;
}

/** Every ask's outcome: a reply, or what it failed with. */
async function askAll(
  session: Session,
  settings: Settings,
  work: { readonly stop: AbortController; readonly after: number },
): Promise<(StoredReply | Error)[]> {
  const llm = openLlm(session, settings, KEY);
  let came = 0;
  try {
    return await Promise.all(
      Array.from({ length: ASKS }, (_, i) =>
        llm.ask(askOf(i), work.stop.signal).then(
          (reply) => {
            if (++came === work.after) work.stop.abort();
            return reply;
          },
          (error: unknown) => (error instanceof Error ? error : new Error('not an error')),
        ),
      ),
    );
  } finally {
    await llm.close();
  }
}

it(`loses no reply and pays for none twice, whatever the endpoint does (seed ${SEED})`, async () => {
  const room = await openRoom(inject('llm'), {
    chance: {
      seed: SEED,
      share: 0.35,
      of: [
        ...([
          'limit',
          'limit-silent',
          'error-500',
          'error-503',
          'error-in-stream',
          'slow',
          'cut',
          'cut-off',
        ] as const),
        ...([
          'reset',
          'refusal',
          'filtered',
          'empty',
          'length',
          'malformed',
          'wrong-model',
          'plain',
          'no-cors',
        ] as const),
      ],
    },
    retryAfter: '0.05',
    delay: 5,
  });
  const store = `kennel-fuzz-${crypto.randomUUID()}`;
  const settings = {
    ...defaultSettings(),
    llmUrl: room.url,
    llmModel: 'test-model',
    llmTimeout: 2,
    llmConcurrency: 24,
  };
  const session = sessionWith(store);

  const first = await askAll(session, settings, { stop: new AbortController(), after: 70 });
  expect(first.filter((outcome) => !(outcome instanceof Error)).length).toBeGreaterThanOrEqual(70);
  expect(first.some((outcome) => outcome instanceof Error && outcome.name === 'AbortError')).toBe(true);

  // At once, while requests of the first are still under way; and until what failed by chance has come, too.
  let second = first;
  for (let round = 0; round < 4 && second.some((outcome) => outcome instanceof Error); round++)
    second = await askAll(session, settings, { stop: new AbortController(), after: -1 });
  for (const outcome of second) if (outcome instanceof Error) expect(outcome).toBeInstanceOf(LlmError);
  expect(
    second.filter((outcome) => outcome instanceof Error),
    'after four rounds nothing is left to chance',
  ).toEqual([]);

  const before = await room.log();
  const answered = Object.values(before.answered);
  expect(answered.length).toBe(ASKS);
  expect(Math.max(...answered), 'a prompt was paid for twice').toBe(1);
  expect(new Set(before.requests).size, 'the endpoint did misbehave').toBeGreaterThan(12);

  // As after a reload: nothing of the session is left but what is stored.
  const third = await askAll(sessionWith(store), settings, { stop: new AbortController(), after: -1 });
  expect(third.map(wordsOf)).toEqual(second.map(wordsOf));
  expect((await room.log()).requests.length).toBe(before.requests.length);
  expect(JSON.stringify(await session.replies.list())).not.toContain(KEY);
});

it('rejects at once when cancelled, and keeps the reply that was under way', async () => {
  const room = await openRoom(inject('llm'), { delay: 400 });
  const session = sessionWith(`kennel-test-${crypto.randomUUID()}`);
  const settings = { ...defaultSettings(), llmUrl: room.url, llmModel: 'test-model' };
  const llm = openLlm(session, settings, KEY);
  const stop = new AbortController();
  const cancelled = llm.ask(askOf(1), stop.signal);
  setTimeout(() => {
    stop.abort();
  }, 200);
  await expect(cancelled).rejects.toHaveProperty('name', 'AbortError');
  const closed = llm.close();
  expect(await session.replies.list()).toEqual([]);
  await closed;
  await expect.poll(() => session.replies.list()).toHaveLength(1);

  const again = openLlm(session, settings, KEY);
  expect((await again.ask(askOf(1), new AbortController().signal)).cached).toBe(true);
  await again.close();
  expect((await room.log()).requests).toHaveLength(1);
});

it('stops cleanly at the limit of requests, and gives what is stored beyond it', async () => {
  const room = await openRoom(inject('llm'));
  const session = sessionWith(`kennel-test-${crypto.randomUUID()}`);
  const settings = { ...defaultSettings(), llmUrl: room.url, llmModel: 'test-model', llmMaxRequests: 5 };
  const outcomes = await askAll(session, settings, { stop: new AbortController(), after: -1 });
  expect(outcomes.filter((outcome) => !(outcome instanceof Error))).toHaveLength(5);
  for (const outcome of outcomes) if (outcome instanceof Error) expect(outcome).toBeInstanceOf(BudgetReached);
  const later = await askAll(session, settings, { stop: new AbortController(), after: -1 });
  expect(later.filter((outcome) => !(outcome instanceof Error))).toHaveLength(10);
});

it.each([
  ['a key that is refused', { key: 'another' }],
  ['a key that the endpoint takes', { key: KEY }],
] as const)('lets %s reach neither answers nor errors nor storage', async (_, room) => {
  const endpoint = await openRoom(inject('llm'), room);
  const session = sessionWith(`kennel-test-${crypto.randomUUID()}`);
  const settings = { ...defaultSettings(), llmUrl: endpoint.url, llmModel: 'test-model' };
  const said: unknown[] = [];
  const context = { signal: new AbortController().signal, emit: (event: unknown) => void said.push(event) };
  const logged = captureConsole();
  const outcome = await perform(session, 'testLlm', { settings, key: KEY }, context).then(
    (report) => report,
    (error: unknown) =>
      error instanceof Error ? [error.message, error.stack, JSON.stringify(error.cause)] : error,
  );
  const kept = await askAll(session, settings, { stop: new AbortController(), after: -1 });
  const faults = kept.map((each) => (each instanceof Error ? `${each.message} ${each.stack ?? ''}` : each));
  const seen = JSON.stringify([
    outcome,
    said,
    faults,
    await session.replies.list(),
    logged.end(),
    Object.entries(localStorage),
  ]);
  expect(seen).toContain(room.key === KEY ? 'ready' : 'refuses the key');
  expect(seen).not.toContain(KEY);
  const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
  expect(addresses.join('\n')).not.toContain(KEY);
});

/** When a reply came and what it says. */
function wordsOf(outcome: StoredReply | Error): string {
  return outcome instanceof Error ? outcome.message : `${outcome.at} ${outcome.text}`;
}

/** Everything that is logged until `end`. */
function captureConsole(): { end(): unknown[] } {
  const spies = (['log', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
  return {
    end: () =>
      spies.flatMap((spy) => {
        const lines = spy.mock.calls.map((words) => words.map(String));
        spy.mockRestore();
        return lines;
      }),
  };
}
