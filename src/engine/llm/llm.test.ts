import { describe, expect, inject, it } from 'vitest';
import type { Behaviour, Room } from '../../../e2e/servers/llm-room';
import { LlmError, type Ask, type Llm } from '../../core/llm/llm';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { Session } from '../session/session';
import { openRoom, type TestEndpoint } from '../testing/llm-room';
import { openLlm } from './open-llm';
import { ReplyStore } from './reply-store';

const NEVER = new AbortController().signal;
const KEY = 'sk-test-0123456789';

function askOf(words: string, more: Partial<Ask> = {}): Ask {
  return {
    purpose: 'positive',
    promptVersion: 'v1',
    messages: [{ role: 'user', content: words }],
    temperature: 0.7,
    maxTokens: 256,
    attempt: 0,
    ...more,
  };
}

function sessionWith(store = `kennel-test-${crypto.randomUUID()}`): Session {
  const session = new Session();
  session.replies = new ReplyStore(store);
  return session;
}

function settingsFor({ url }: { readonly url: string }, more: Partial<Settings> = {}): Settings {
  return { ...defaultSettings(), llmUrl: url, llmModel: 'test-model', llmTimeout: 30, ...more };
}

async function using<T>(
  room: Room,
  work: (llm: Llm, endpoint: TestEndpoint, session: Session) => Promise<T>,
  more: Partial<Settings> = {},
): Promise<T> {
  const endpoint = await openRoom(inject('llm'), room);
  const session = sessionWith();
  const llm = openLlm(session, settingsFor(endpoint, more), KEY);
  try {
    return await work(llm, endpoint, session);
  } finally {
    await llm.close();
  }
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('expected a failure');
}

describe('an endpoint that behaves', () => {
  it('gives a reply with its tokens, and keeps it as it came', async () => {
    await using({}, async (llm, _, session) => {
      const reply = await llm.ask(askOf('Query: tea\n\nPassage: tea is hot\n\nyes or no'), NEVER);
      expect(reply).toMatchObject({
        text: 'yes',
        finish: 'stop',
        model: 'test-model',
        askedModel: 'test-model',
        promptTokens: 9,
        completionTokens: 1,
        cached: false,
      });
      expect(await session.replies.list()).toEqual([reply]);
      expect(llm.counts).toMatchObject({ replies: 1, cached: 0, retries: 0, promptTokens: 9 });
    });
  });

  it('is not asked again for what is stored, also after the page was opened anew', async () => {
    const endpoint = await openRoom(inject('llm'));
    const store = `kennel-test-${crypto.randomUUID()}`;
    for (let visit = 0; visit < 2; visit++) {
      const llm = openLlm(sessionWith(store), settingsFor(endpoint), KEY);
      const reply = await llm.ask(askOf('Query: tea', { promptVersion: `v${visit}` }), NEVER);
      expect([reply.cached, reply.ask.promptVersion]).toEqual([visit === 1, `v${visit}`]);
      await llm.close();
    }
    expect((await endpoint.log()).requests).toHaveLength(1);
  });

  it('is asked once for the same ask made twice at once, and anew for another attempt or model', async () => {
    await using({}, async (llm, endpoint) => {
      const twice = await Promise.all([
        llm.ask(askOf('Query: tea'), NEVER),
        llm.ask(askOf('Query: tea'), NEVER),
      ]);
      expect(twice.map(({ cached }) => cached)).toEqual([false, true]);
      await llm.ask(askOf('Query: tea', { attempt: 1 }), NEVER);
      const other = openLlm(sessionWith(), settingsFor(endpoint, { llmModel: 'other-model' }), KEY);
      expect((await other.ask(askOf('Query: tea'), NEVER)).model).toBe('other-model');
      await other.close();
      expect((await endpoint.log()).requests).toHaveLength(3);
    });
  });

  it('gets as many requests at once as it may', async () => {
    const log = await using(
      { delay: 30 },
      async (llm, endpoint) => {
        await Promise.all(Array.from({ length: 10 }, (_, i) => llm.ask(askOf(`Query: ${i}`), NEVER)));
        return endpoint.log();
      },
      { llmConcurrency: 3 },
    );
    expect(log.mostAtOnce).toBe(3);
  });

  it('is asked without a parameter that it refuses, and from then on always', async () => {
    const refused = ['max_tokens', 'temperature', 'stream_options'];
    await using({ refused }, async (llm, endpoint) => {
      await llm.ask(askOf('Query: tea'), NEVER);
      await llm.ask(askOf('Query: coffee'), NEVER);
      const { bodies } = await endpoint.log();
      expect(bodies).toHaveLength(2);
      for (const body of bodies)
        expect(Object.keys(body ?? {}).sort()).toEqual([
          'max_completion_tokens',
          'messages',
          'model',
          'stream',
        ]);
    });
  });
});

describe('the longest reply', () => {
  it('is held on to when one was too long', async () => {
    await using({ mostTokens: 1000 }, async (llm, endpoint) => {
      const error = await failureOf(llm.ask(askOf('Query: tea', { maxTokens: 5000 }), NEVER));
      expect(error.message).toContain('max_tokens is too large');
      await llm.ask(askOf('Query: coffee'), NEVER);
      expect((await endpoint.log()).bodies).toMatchObject([{ max_tokens: 256 }]);
    });
  });

  it.each([
    [{}, 1],
    [{ llmBudget: 1, llmPriceOut: 1 }, 0],
  ] as const)(
    'is left out where the endpoint knows none, but never with a budget: %o',
    async (more, sent) => {
      const room = { refused: ['max_tokens', 'max_completion_tokens'] };
      await using(
        room,
        async (llm, endpoint) => {
          const asks = ['tea', 'coffee'].map((words) => llm.ask(askOf(`Query: ${words}`), NEVER));
          const outcomes = await Promise.allSettled(asks);
          expect((await endpoint.log()).bodies).toHaveLength(2 * sent);
          for (const each of outcomes)
            if (each.status === 'rejected') expect(String(each.reason)).toContain('no budget can be kept');
        },
        more,
      );
    },
  );
});

describe('an endpoint that misbehaves', () => {
  const passing: readonly Behaviour[] = [
    'limit-silent',
    'error-500',
    'error-503',
    'error-in-stream',
    'cut',
    'cut-off',
    'no-json',
    'error-body',
  ];
  it.each([...passing, 'no-cors'] as const)('is asked again after %s', async (behaviour) => {
    await using({ behaviours: [behaviour] }, async (llm, endpoint) => {
      expect((await llm.ask(askOf('Query: tea'), NEVER)).text).toContain('tea');
      expect(llm.counts).toMatchObject({ replies: 1, retries: 1, failed: 0 });
      expect((await endpoint.log()).requests).toEqual([behaviour, 'answer']);
    });
  });

  it.each(['slow', 'hang'] as const)('is asked again when its time is over: %s', async (behaviour) => {
    await using(
      { behaviours: [behaviour] },
      async (llm, endpoint) => {
        expect((await llm.ask(askOf('Query: tea'), NEVER)).text).toContain('tea');
        expect(llm.counts).toMatchObject({ replies: 1, failed: 0 });
        // On a busy machine an answer may come too late as well.
        const [first, ...later] = (await endpoint.log()).requests;
        expect([first, later.at(-1)]).toEqual([behaviour, 'answer']);
      },
      { llmTimeout: 3 },
    );
  });

  it('is asked again after it broke the connection, by the browser or by the queue', async () => {
    await using({ behaviours: ['reset', 'reset'] }, async (llm, endpoint) => {
      expect((await llm.ask(askOf('Query: tea'), NEVER)).text).toContain('tea');
      expect(llm.counts.failed).toBe(0);
      expect((await endpoint.log()).requests).toEqual(['reset', 'reset', 'answer']);
    });
  });

  it('is left alone by all requests for as long as it says', async () => {
    await using({ behaviours: ['answer', 'limit'], retryAfter: '2' }, async (llm, endpoint) => {
      await llm.ask(askOf('Query: 0'), NEVER);
      const limited = llm.ask(askOf('Query: 1'), NEVER);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await Promise.all([limited, llm.ask(askOf('Query: 2'), NEVER)]);
      const { requests, times } = await endpoint.log();
      expect(requests).toEqual(['answer', 'limit', 'answer', 'answer']);
      const [, told = 0, ...later] = times;
      for (const time of later) expect(time - told).toBeGreaterThan(1900);
    });
  });

  it.each([
    ['refusal', 'filter', 'I cannot help with that.'],
    ['filtered', 'filter', 'Query: tea'],
    ['empty', 'stop', ''],
    ['length', 'length', 'Query: tea has been l'],
    ['malformed', 'stop', 'Well, that is hard to say.'],
    ['plain', 'stop', 'tea has been'],
  ] as const)('tells of %s by how the reply ended', async (behaviour, finish, text) => {
    await using({ behaviours: [behaviour] }, async (llm) => {
      const reply = await llm.ask(askOf('Query: tea'), NEVER);
      expect(reply.finish).toBe(finish);
      if (text === '') expect(reply.text).toBe('');
      else expect(`Query: ${reply.text} ${reply.text}`).toContain(text);
    });
  });

  it('names the model that answered, also when another was asked', async () => {
    await using({ behaviours: ['wrong-model'] }, async (llm) => {
      expect(await llm.ask(askOf('Query: tea'), NEVER)).toMatchObject({
        model: 'another-model',
        askedModel: 'test-model',
      });
    });
  });

  it.each([
    [{ behaviours: ['unauthorised'] }, /refuses the key \(401\)/],
    [{ key: 'another' }, /refuses the key \(401\)/],
    [{ behaviours: ['quota'] }, /nothing left to spend/],
    [{ behaviours: ['html'] }, /not like an OpenAI-compatible endpoint/],
    [{ models: ['tiny', 'small'] }, /There is no model “test-model”; the endpoint has: tiny, small\./],
    [
      { behaviours: ['no-cors', 'no-cors', 'no-cors'] },
      /OLLAMA_ORIGINS="http:\/\/localhost:\d+" ollama serve/,
    ],
  ] as const)('explains %o, and that every other ask would fail', async (room, words) => {
    await using(room, async (llm, endpoint) => {
      const error = await failureOf(llm.ask(askOf('Query: tea'), NEVER));
      expect(error.message).toMatch(words);
      expect(error.message).not.toContain(KEY);
      expect(error instanceof LlmError && error.all).toBe(true);
      const { length } = (await endpoint.log()).requests;
      await failureOf(llm.ask(askOf('Query: coffee'), NEVER));
      expect((await endpoint.log()).requests, 'it is not bothered again').toHaveLength(length);
    });
  });

  it('explains an address without an endpoint', async () => {
    const { url } = await openRoom(inject('llm'));
    const nowhere = openLlm(sessionWith(), settingsFor({ url: `${url}/none` }), KEY);
    expect((await failureOf(nowhere.ask(askOf('Query: tea'), NEVER))).message).toContain(
      'mostly ends in /v1',
    );
    await nowhere.close();
    const closed = openLlm(sessionWith(), settingsFor({ url: 'http://127.0.0.1:9/v1' }), KEY);
    expect((await failureOf(closed.ask(askOf('Query: tea'), NEVER))).message).toContain(
      'nothing listens there',
    );
    await closed.close();
  });
});
