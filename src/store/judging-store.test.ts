import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import { defaultSettings } from '../core/settings/settings';
import { DEFAULT_PROMPTS } from '../core/synthesis/prompts';
import { createJudgingStore, pairToJudge, pairToUndo } from './judging-store';
import { endSentence, rateSentences } from './judging-words';

const settings = defaultSettings();
const open = (options: FakeOptions = {}) => createJudgingStore(createClient(fakeEngine(options)));

async function proposed(options: FakeOptions = {}) {
  const judging = open(options);
  await judging.propose(settings);
  return judging;
}

describe('judging pairs', () => {
  it('goes through the pairs in order, keeps each word, and takes the last one back', async () => {
    const judging = await proposed();
    const ids = judging.getState().report?.pairs.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(6);
    for (const word of ['first', 'tie', 'skipped'] as const) {
      const pair = pairToJudge(judging.getState());
      judging.say(pair?.id ?? '', word);
    }
    // Faster than the engine answers: what is shown does not wait for it.
    expect(pairToJudge(judging.getState())?.id).toBe(ids[3]);
    judging.undo();
    expect(pairToJudge(judging.getState())?.id).toBe(ids[2]);
    judging.say(ids[2] ?? '', 'second');
    await vi.waitFor(() => {
      const { report } = judging.getState();
      expect(report?.rates.person).toMatchObject({ preferred: 2, ties: 1, leftOut: 0, waiting: 3 });
    });
    await judging.load();
    expect(judging.getState().report?.pairs.map(({ person }) => person)).toEqual([
      ...['first', 'tie', 'second'],
      ...[null, null, null],
    ]);
  });

  it('takes back the word before the open pair after a reload, and nothing where there is none', async () => {
    const judging = await proposed();
    expect(pairToUndo(judging.getState())).toBeUndefined();
    const [one, two] = judging.getState().report?.pairs ?? [];
    judging.say(one?.id ?? '', 'neither');
    judging.say(two?.id ?? '', 'tie');
    await vi.waitFor(() => {
      expect(judging.getState().report?.rates.person.waiting).toBe(4);
    });
    judging.setState({ judged: [] });
    expect(pairToUndo(judging.getState())?.id).toBe(two?.id);
    judging.undo();
    judging.undo();
    await vi.waitFor(() => {
      expect(judging.getState().report?.rates.person.waiting).toBe(6);
    });
  });

  it('shows a word that could not be kept as not said, with the fault', async () => {
    const judging = await proposed({ failing: { judgePair: { name: 'Error', message: 'disk full' } } });
    const [pair] = judging.getState().report?.pairs ?? [];
    judging.say(pair?.id ?? '', 'first');
    await vi.waitFor(() => {
      expect(judging.getState().fault?.message).toBe('disk full');
    });
    expect(pairToJudge(judging.getState())?.id).toBe(pair?.id);
  });

  it("merges the language model's words as they come, beside the person's", async () => {
    const judging = await proposed();
    const [pair] = judging.getState().report?.pairs ?? [];
    judging.say(pair?.id ?? '', 'second');
    await judging.judgeAll({ settings, prompts: DEFAULT_PROMPTS, key: '' });
    const { report, phase } = judging.getState();
    expect(phase).toBe('resting');
    expect(report?.rates.llm).toMatchObject({ preferred: 6, waiting: 0 });
    expect(report?.pairs[0]).toMatchObject({ person: 'second', llm: { verdict: 'first' } });
    if (report === null) throw new Error('there is no report');
    expect(endSentence(report)).toBe('All pairs are judged.');
    const sentences = rateSentences('llm', report).join(' ');
    expect(sentences).toContain('50 % name the one that stood first');
    expect(sentences).toContain('agree on 0 of 1 pair');
  });

  it('is cancelled with what came kept', async () => {
    const judging = await proposed({ delay: 5 });
    const running = judging.judgeAll({ settings, prompts: DEFAULT_PROMPTS, key: '' });
    await new Promise((resolve) => {
      const stop = judging.subscribe(({ report }) => {
        if ((report?.rates.llm.preferred ?? 0) < 2) return;
        stop();
        resolve(null);
      });
    });
    judging.cancel();
    expect(judging.getState().phase).toBe('cancelling');
    await running;
    const { report, phase, fault } = judging.getState();
    expect([phase, fault]).toEqual(['resting', null]);
    expect(report?.rates.llm.preferred).toBeGreaterThanOrEqual(2);
    expect(report?.rates.llm.waiting).toBeGreaterThan(0);
  });
});
