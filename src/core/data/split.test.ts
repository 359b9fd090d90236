import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import type { Settings } from '../settings/settings';
import { textKey } from '../text/text-key';
import { splitHeldOut } from './split';
import type { TrainingRow } from './training-row';

function row(query: string, positive: string, extra: Partial<TrainingRow> = {}): TrainingRow {
  return { file: 'f.jsonl', line: 1, query, positives: [positive], negatives: [], ...extra };
}

const options = (seed: number, splitBy: Settings['splitBy'] = 'query') => ({
  seed,
  splitBy,
  heldOutPassages: 0,
  heldOutQueries: 0,
});

const keys = (texts: readonly { text: string }[]) => texts.map(({ text }) => textKey(text));

test.each([0, 1, 2])('%i queries are too few, and it says so', (queries) => {
  const rows = Array.from({ length: queries * 3 }, (_, i) => row(`q${i % queries}`, `p${i}`));
  expect(() => splitHeldOut(rows, 0.2, options(1))).toThrow(InputError);
  expect(() => splitHeldOut(rows, 0.2, options(1))).toThrow('too few different queries');
});

test('three queries go one to each side', () => {
  const {
    train,
    dev,
    test: held,
  } = splitHeldOut([row('a', '1'), row('b', '2'), row('c', '3')], 0.2, options(1));
  expect([train.length, dev.queries.length, held.queries.length]).toEqual([1, 1, 1]);
});

test('a held-out query is judged by the positives of all its rows, among all labelled passages', () => {
  const rows = [
    row('One', 'a', { queryId: 'x1', positiveIds: ['doc-a'], negatives: ['n'] }),
    row('one ', 'b', { synthetic: { text: 'made up', verified: true }, cot: 'thinking' }),
    row('two', 'A'),
    row('three', 'c'),
  ];
  const { dev, test: held } = splitHeldOut(rows, 0.5, options(3));
  expect(dev.corpus).toBe(held.corpus);
  expect(dev.corpus.map(({ id, text }) => [id, text])).toEqual([
    ['doc-a', 'a'],
    ['p2', 'n'],
    ['p3', 'b'],
    ['p4', 'c'],
  ]);
  for (let seed = 0; seed < 20; seed++) {
    const sets = splitHeldOut(rows, 0.5, options(seed));
    for (const set of [sets.dev, sets.test]) {
      for (const { id, text } of set.queries) {
        const relevant = [...(set.qrels.get(id)?.keys() ?? [])];
        const expected = { one: ['doc-a', 'p3'], two: ['doc-a'], three: ['p4'] }[textKey(text)];
        expect(relevant).toEqual(expected);
        if (textKey(text) === 'one') expect(id).toBe('x1');
      }
    }
  }
});

test('fuzz, seed 9: no query on two sides, no row lost, the share is kept, the seed decides', () => {
  const random = createRandom(9);
  for (let round = 0; round < 100; round++) {
    const queries = 3 + random.int(60);
    const rows = Array.from({ length: queries * 3 }, (_, i) => row(`Q ${i % queries}`, `p${random.int(50)}`));
    const share = 0.02 + 0.48 * random.next();
    const split = splitHeldOut(rows, share, options(round));
    const train = new Set([...split.train].map(({ query }) => textKey(query)));
    const [dev, held] = [keys(split.dev.queries), keys(split.test.queries)];
    expect(train.size + dev.length + held.length).toBe(queries);
    expect(new Set([...train, ...dev, ...held]).size).toBe(queries);
    expect(split.train).toHaveLength(train.size * 3);
    expect(Math.abs(dev.length + held.length - Math.max(2, Math.round(share * queries)))).toBeLessThanOrEqual(
      1,
    );
    const again = splitHeldOut(rows, share, options(round));
    expect({ ...again, train: [...again.train] }).toEqual({ ...split, train: [...split.train] });
  }
});
