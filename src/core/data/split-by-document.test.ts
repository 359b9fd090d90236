import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { textKey } from '../text/text-key';
import { createDisjointSets } from './disjoint-sets';
import { linkQueries } from './linked-queries';
import { pickGroups } from './pick-groups';
import { groupByQuery } from './query-groups';
import { splitHeldOut } from './split';
import type { TrainingRow } from './training-row';

function row(query: string, positives: string[], extra: Partial<TrainingRow> = {}): TrainingRow {
  return { file: 'f.jsonl', line: 1, query, positives, negatives: [], ...extra };
}

const textsOf = ({ positives, negatives, synthetic, cot }: TrainingRow): string[] => [
  ...positives,
  ...negatives,
  ...(synthetic ? [synthetic.text] : []),
  ...(cot === undefined ? [] : [cot]),
];

const document = (seed: number) =>
  ({ seed, heldOutPassages: 0, heldOutQueries: 0, splitBy: 'document' }) as const;

/** Relevant texts of every query of a held-out set. */
function relevantTexts({ queries, qrels, corpus }: ReturnType<typeof splitHeldOut>['dev']): string[][] {
  const texts = new Map(corpus.map(({ id, text }) => [id, textKey(text)]));
  return queries.map(({ id }) =>
    [...(qrels.get(id)?.keys() ?? [])].map((passage) => texts.get(passage) ?? ''),
  );
}

test('linked queries: by a shared positive, along a chain, never by a negative', () => {
  const rows = [
    row('a', ['1']),
    row('b', ['2', '3'], { negatives: ['1'] }),
    row('c', ['3', '4']),
    row('d', ['5']),
    row('A ', ['6']),
    row('e', ['4']),
  ];
  const { ofRow, count } = groupByQuery(rows);
  expect(linkQueries(rows, ofRow, count)).toEqual([[0], [1, 2, 4], [3]]);
});

test('disjoint sets agree with colouring by hand (seed 17)', () => {
  const random = createRandom(17);
  for (let round = 0; round < 50; round++) {
    const count = 1 + random.int(40);
    const sets = createDisjointSets(count);
    const colours = Array.from({ length: count }, (_, i) => i);
    for (let step = 0; step < count; step++) {
      const [a, b] = [random.int(count), random.int(count)];
      sets.join(a, b);
      const [from, to] = [colours[a], colours[b]];
      for (const [i, colour] of colours.entries()) if (colour === from) colours[i] = to ?? 0;
    }
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) expect(sets.find(a) === sets.find(b)).toBe(colours[a] === colours[b]);
  }
});

describe('picking groups', () => {
  test('whole groups that fit, in order; too large ones are passed over', () => {
    expect(pickGroups([[0, 1, 2], [3], [4, 5], [6]], [2, 2])).toEqual({
      parts: [
        [3, 6],
        [4, 5],
      ],
      broken: 0,
    });
  });

  test('the smallest one left is broken where nothing fits, and its rest may serve the next part', () => {
    expect(pickGroups([[0, 1, 2, 3, 4]], [2, 2])).toEqual({
      parts: [
        [0, 1],
        [2, 3],
      ],
      broken: 5,
    });
  });
});

test('a passage held out is left out of training also as a negative, an LLM’s text or a thought', () => {
  const fillers = Array.from({ length: 12 }, (_, i) => row(`filler ${i}`, [`own ${i}`]));
  const users = fillers.flatMap((_, i) => [
    row(`as negative ${i}`, [`mine ${i}`], { negatives: [`OWN ${i}`] }),
    row(`as synthetic ${i}`, [`yours ${i}`], { synthetic: { text: `own ${i} `, verified: true } }),
    row(`as thought ${i}`, [`theirs ${i}`], { cot: `own ${i}` }),
  ]);
  const { train, dev, test: held, notes } = splitHeldOut([...fillers, ...users], 0.2, document(3));
  const rows = [...train];
  const gone = new Set([dev, held].flatMap(relevantTexts).flat());
  expect(rows.filter((one) => textsOf(one).some((text) => gone.has(textKey(text))))).toEqual([]);
  const leftOut = 48 - rows.length - dev.queries.length - held.queries.length;
  expect(leftOut).toBeGreaterThan(0);
  expect(notes).toEqual([
    `${leftOut} of ${48 - dev.queries.length - held.queries.length} other training rows were left out, because they have a passage that is to be new in the evaluation.`,
  ]);
});

test('one passage for all questions: nothing would be left to train on, and it says what to do', () => {
  const rows = Array.from({ length: 10 }, (_, i) => row(`q${i}`, ['the same']));
  expect(() => splitHeldOut(rows, 0.2, document(1))).toThrow(/hold out fewer .* or new questions alone/);
});

test('a group too large for one side is broken, said with its size', () => {
  const linked = Array.from({ length: 30 }, (_, i) => row(`q${i}`, [`p${i}`, `p${i + 1}`]));
  const { train, dev, test: held, notes } = splitHeldOut(linked, 0.2, document(5));
  expect(dev.queries.length + held.queries.length).toBe(6);
  expect(notes[0]).toBe(
    '30 of the 30 training queries are linked by passages they share, too many to hold out together: some were held out.',
  );
  expect(train.length).toBeLessThan(24);
});

test.each(['document', 'both'] as const)(
  'fuzz, seed 23, %s: no query on two sides, no new passage in training, the share nearly kept, the seed decides',
  (splitBy) => {
    const random = createRandom(23);
    for (let round = 0; round < 60; round++) {
      const queries = 20 + random.int(80);
      const passages = 2 * queries;
      const text = (): string => `p${random.int(passages)}`;
      const rows = Array.from({ length: queries + random.int(queries) }, (_, i) =>
        row(`Q ${i % queries}`, [text()], { negatives: random.int(4) === 0 ? [text()] : [] }),
      );
      const share = 0.1 + 0.2 * random.next();
      const options = { seed: round, heldOutPassages: 0, heldOutQueries: 0, splitBy };
      const split = splitHeldOut(rows, share, options);
      const train = [...split.train];
      const trained = new Set(train.map(({ query }) => textKey(query)));
      const [dev, held] = [split.dev, split.test].map((set) => set.queries.map((one) => textKey(one.text)));
      const all = [...trained, ...(dev ?? []), ...(held ?? [])];
      expect(new Set(all).size).toBe(all.length);
      const wanted = Math.max(2, Math.round(share * queries));
      const got = (dev ?? []).length + (held ?? []).length;
      expect(got).toBeLessThanOrEqual(wanted);
      expect(got).toBeGreaterThanOrEqual(Math.floor(0.9 * wanted) - 1);
      const seen = new Set(train.flatMap(textsOf).map(textKey));
      const relevant = [split.dev, split.test].flatMap(relevantTexts);
      const novel = relevant.filter((texts) => texts.every((one) => !seen.has(one))).length;
      if (splitBy === 'document') expect(novel).toBe(relevant.length);
      else expect(novel).toBeGreaterThanOrEqual(Math.floor(0.45 * wanted) - 1);
      const again = splitHeldOut(rows, share, options);
      expect({ ...again, train: [...again.train] }).toEqual({ ...split, train });
    }
  },
);
