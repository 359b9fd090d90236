import { expect, test } from 'vitest';
import type { StoredReply } from '../llm/llm';
import { askForQueries, askForText, askWhetherRelevant, type Asking } from './ask-model';
import { FakeLlm, type Answer } from './testing/fake-llm';
import { testRecipe } from './testing/recipes';

const VALUES = { query: 'how long does it charge', exemplars: '' };

/** A start of the work: its model, over what earlier starts left. */
function start(answer: Answer, stored: Map<string, StoredReply>): { llm: FakeLlm; asking: Asking } {
  const llm = new FakeLlm(answer, stored);
  return { llm, asking: { llm, recipe: testRecipe(), signal: new AbortController().signal } };
}

const attempts = (llm: FakeLlm): number[] => llm.asked.map(({ attempt }) => attempt);

test('a text that came empty each time is asked for anew by the next start, three times at most', async () => {
  const stored = new Map<string, StoredReply>();
  const first = start(() => '', stored);
  await expect(askForText(first.asking, 'positive', VALUES)).rejects.toThrow('empty');
  expect(attempts(first.llm)).toEqual([0, 1, 2]);
  const second = start(() => '', stored);
  await expect(askForText(second.asking, 'positive', VALUES)).rejects.toThrow('empty');
  expect(attempts(second.llm)).toEqual([3, 4, 5]);
  const third = start(() => 'In four hours.', stored);
  expect((await askForText(third.asking, 'positive', VALUES)).value).toBe('In four hours.');
  expect(attempts(third.llm)).toEqual([6]);
  // And once it is there, it is there.
  const fourth = start(() => 'another', stored);
  expect((await askForText(fourth.asking, 'positive', VALUES)).value).toBe('In four hours.');
  expect(attempts(fourth.llm)).toEqual([]);
});

test('of replies with too few queries the best is kept, also over starts', async () => {
  const stored = new Map<string, StoredReply>();
  const replies = ['one', 'two\nthree', 'four', 'five', '', ''];
  const answer: Answer = ({ attempt }) => replies[attempt] ?? '';
  for (const asked of [
    [0, 1, 2],
    [3, 4, 5],
  ]) {
    const { llm, asking } = start(answer, stored);
    expect((await askForQueries(asking, 'paraphrase', VALUES, 3)).value).toEqual(['two', 'three']);
    expect(attempts(llm)).toEqual(asked);
  }
  const { llm, asking } = start(() => 'six\nseven\neight', stored);
  expect((await askForQueries(asking, 'paraphrase', VALUES, 3)).value).toEqual(['six', 'seven', 'eight']);
  expect(attempts(llm)).toEqual([6]);
});

test('a verdict that no attempt gave is a verdict: the next start does not ask for it', async () => {
  const stored = new Map<string, StoredReply>();
  const first = start(() => 'perhaps', stored);
  expect(await askWhetherRelevant(first.asking, 'q', 'p')).toBe('unparsable');
  const second = start(() => 'yes', stored);
  expect(await askWhetherRelevant(second.asking, 'q', 'p')).toBe('unparsable');
  expect(attempts(second.llm)).toEqual([]);
});
