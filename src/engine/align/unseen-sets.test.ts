import { expect, test } from 'vitest';
import type { ChosenSets } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import { createNumbering } from '../../core/data/numbering';
import { defaultSettings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';
import { unseenSets } from './unseen-sets';

function setOf(name: string, queries: readonly string[]): EvalSet {
  const corpus = [{ id: 'p', title: '', text: 'a passage' }];
  return {
    name,
    corpus,
    queries: queries.map((text) => ({ id: text, text })),
    qrels: new Map(queries.map((text) => [text, new Map([['p', 1]])])),
  };
}

const numbered = (texts: readonly string[]) => {
  const numbering = createNumbering();
  for (const text of texts) numbering.numberOf(textHash(text));
  return numbering;
};
/** Trained on "trained" and "learned", chosen by "chosen". */
const data = {
  seenQueries: numbered(['trained', 'learned', 'chosen']),
  trainedQueries: numbered(['trained', 'learned']),
};

function chosen(dev: EvalSet, test: EvalSet, other: EvalSet = setOf('test', ['other'])): ChosenSets {
  const far = { ...other, of: 'far', role: 'out' } as const;
  return {
    train: [],
    dev,
    test: { ...test, of: 'near', role: 'in' },
    others: [{ test: far, curve: far }],
    notes: ['before'],
  };
}

const ids = ({ queries }: EvalSet): string[] => queries.map(({ id }) => id);

test('questions that were trained on, or that chose the weights, are left out of every result', () => {
  const given = chosen(
    setOf('dev', ['d']),
    setOf('test', ['trained', 'chosen', 'new']),
    setOf('test', ['learned', 'other']),
  );
  const { test: near, others, notes } = unseenSets(given, data, defaultSettings());
  expect(ids(near)).toEqual(['new']);
  expect([...near.qrels.keys()]).toEqual(['new']);
  const [far] = others;
  expect(far?.test.queries).toEqual([{ id: 'other', text: 'other' }]);
  expect(far?.curve).toBe(far?.test);
  expect(notes).toEqual([
    'before',
    '2 of 3 queries of "near" were left out, because the trained weights have seen them.',
    '1 of 2 queries of "far" were left out, because the trained weights have seen them.',
  ]);
});

test('questions that chose the weights choose again, those that were trained on do not', () => {
  const { dev, notes } = unseenSets(
    chosen(setOf('held-out dev', ['chosen', 'trained']), setOf('test', ['new'])),
    data,
    defaultSettings(),
  );
  expect(ids(dev)).toEqual(['chosen']);
  expect(notes.join()).toContain('1 of 2 queries of "held-out dev" were left out');
});

test('without any question left it says why', () => {
  const settings = defaultSettings();
  const trained = setOf('held-out dev', ['trained', 'learned']);
  expect(() => unseenSets(chosen(trained, setOf('test', ['new'])), data, settings)).toThrow(
    /held-out dev: the trained weights have seen every one of these queries.*take the seed/,
  );
  expect(() => unseenSets(chosen(setOf('dev', ['d']), setOf('test', ['trained'])), data, settings)).toThrow(
    'near: the trained weights have seen every one',
  );
});

test('what was not seen stays the very same, also where one split chooses and judges', () => {
  const one = chosen(setOf('test', ['chosen', 'new']), setOf('test', ['chosen', 'new']));
  const sets = unseenSets(one, data, defaultSettings());
  expect(sets.dev).toBe(one.dev);
  expect(sets.test).toBe(one.test);
  expect(sets.others[0]).toBe(one.others[0]);
  expect(sets.notes).toEqual(['before']);
});
