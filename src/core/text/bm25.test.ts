import { expect, test } from 'vitest';
import type { Passage } from '../data/eval-set';
import { rank } from '../metrics/rank';
import { createRandom } from '../random/random';
import { analyse } from './analyse';
import { buildBm25, createBm25 } from './bm25';

const passage = (id: string, text: string, title = ''): Passage => ({ id, title, text });

/** BM25 straight from its formula, one document at a time. */
function plainBm25(passages: readonly Passage[], query: string, k1: number, b: number) {
  const documents = passages.map(({ title, text }) => analyse(`${title} ${text}`));
  const meanLength = documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length;
  const scored = documents.map((terms, i) => {
    const norm = k1 * (1 - b + (b * terms.length) / meanLength);
    const score = analyse(query).reduce((sum, word) => {
      const tf = terms.filter((term) => term === word).length;
      const df = documents.filter((other) => other.includes(word)).length;
      return sum + (Math.log(1 + (documents.length - df + 0.5) / (df + 0.5)) * tf) / (tf + norm);
    }, 0);
    return { id: passages[i]?.id ?? '', score };
  });
  return rank(scored.filter(({ score }) => score > 0));
}

function randomPassages(seed: number, count: number): Passage[] {
  const random = createRandom(seed);
  const words = 'battery charger motor belt brake light saddle wheel the of charging motors'.split(' ');
  const text = (length: number) =>
    Array.from({ length }, () => words[Math.floor(random.next() ** 2 * words.length)]).join(' ');
  return Array.from({ length: count }, (_, i) => passage(`d${i}`, text(random.int(30)), text(random.int(3))));
}

test.each([
  [1, 0.9, 0.4],
  [2, 1.2, 0.75],
  [3, 2, 0],
])('the index equals the plain formula (seed %i, k1 %d, b %d)', (seed, k1, b) => {
  const passages = randomPassages(seed, 120);
  const bm25 = createBm25(passages, { k1, b });
  for (const query of ['battery', 'charging the motor battery battery', 'wheel lights of saddles']) {
    const expected = plainBm25(passages, query, k1, b);
    const found = bm25.search(query, passages.length);
    expect(found).toHaveLength(expected.length);
    for (const [i, { id, score }] of found.entries()) {
      expect(score).toBeCloseTo(expected[i]?.score ?? NaN, 10);
      // Documents whose scores differ only by rounding may change places.
      const same = expected.filter((other) => Math.abs(other.score - score) < 1e-10);
      expect(same.map((other) => other.id)).toContain(id);
    }
  }
});

test('finds by title and text, ties by id descending, and nothing without a shared term', () => {
  const bm25 = createBm25([
    passage('d1', 'folding bike', 'Helmets'),
    passage('d10', 'folding bike', 'Helmets'),
    passage('d9', 'folding bike', 'Helmets'),
    passage('x', 'a saddle'),
  ]);
  expect(bm25.search('helmet', 10).map(({ id }) => id)).toEqual(['d9', 'd10', 'd1']);
  expect(bm25.search('helmet', 2).map(({ id }) => id)).toEqual(['d9', 'd10']);
  expect(bm25.search('saddles', 10).map(({ id }) => id)).toEqual(['x']);
  expect(bm25.search('the of', 10)).toEqual([]);
  expect(bm25.search('unheard', 10)).toEqual([]);
  expect(bm25.search('helmet', 0)).toEqual([]);
});

test('a search leaves nothing behind for the next one', () => {
  const bm25 = createBm25(randomPassages(4, 50));
  const first = bm25.search('battery motor', 50);
  bm25.search('brake light wheel', 5);
  expect(bm25.search('battery motor', 50)).toEqual(first);
});

test('works on an empty corpus and on empty passages', () => {
  expect(createBm25([]).search('bike', 10)).toEqual([]);
  expect(createBm25([passage('d1', ''), passage('d2', '')]).search('bike', 10)).toEqual([]);
  expect(createBm25([passage('d1', ''), passage('d2', 'bike')]).search('bike', 10)).toHaveLength(1);
});

test('terms named like members of Object are only terms', () => {
  const bm25 = createBm25([passage('d1', 'constructor __proto__ hasOwnProperty')]);
  expect(bm25.search('constructor', 1)).toHaveLength(1);
  expect(bm25.search('toString', 1)).toEqual([]);
});

test('building in chunks counts up and gives the same index', () => {
  const passages = randomPassages(6, 1000);
  const building = buildBm25(passages);
  const counts: number[] = [];
  let step = building.next();
  for (; !step.done; step = building.next()) counts.push(step.value);
  expect(counts).toEqual([256, 512, 768, 1000, 1000]);
  expect(step.value.search('battery', 10)).toEqual(createBm25(passages).search('battery', 10));
});

test('the tie rule decides which of two equal passages is kept at the cut', () => {
  const passages = ['b', 'c', 'a'].map((id) => passage(id, 'battery'));
  const building = buildBm25(passages, undefined, 'ascending');
  let step = building.next();
  while (!step.done) step = building.next();
  expect(step.value.search('battery', 2).map(({ id }) => id)).toEqual(['a', 'b']);
  const descending = createBm25(passages).search('battery', 2);
  expect(descending.map(({ id }) => id)).toEqual(['c', 'b']);
});
