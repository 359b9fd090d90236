import { expect, test } from 'vitest';
import type { RowList } from '../data/row-list';
import { createRandom, type Random } from '../random/random';
import { diagnose } from './diagnose';
import { comparable, similarity } from './comparable';
import { foldText } from './fold-text';
import { minHash, SIGNATURE } from './min-hash';
import { indexNear } from './near-index';
import { jaccard, shingles } from './shingles';
import { NEAR, sketch, type SketchKind } from './sketch';
import { rowsOf } from './testing';

const SEED = 20;

function words(random: Random, count: number): string[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + random.int(6) }, () => String.fromCharCode(97 + random.int(26))).join(''),
  );
}

/** A text with some letters replaced: sometimes nearly the same, sometimes not. */
function changed(text: string, share: number, random: Random): string {
  return [...text].map((c) => (c !== ' ' && random.next() < share ? 'z' : c)).join('');
}

/** Texts of which every second is a changed copy of the one before. */
function family(random: Random, count: number, length: number, worst: number): string[] {
  const texts: string[] = [];
  while (texts.length < count) {
    const text = words(random, length).join(' ');
    texts.push(text, changed(text, worst * random.next(), random));
  }
  return texts;
}

function similar(a: string, b: string, kind: SketchKind): boolean {
  return similarity(comparable(a, kind), comparable(b, kind)) >= NEAR;
}

test(`rows: everything brute force finds, or nearly, and nothing else (seed ${SEED})`, async () => {
  const random = createRandom(SEED);
  const queries = family(random, 360, 7, 0.1);
  const passages = family(random, 360, 40, 0.06);
  const rows = rowsOf(...queries.map((query, i) => ({ query, positives: [passages[i] ?? ''] })));
  const near = (i: number, j: number): boolean =>
    similar(queries[i] ?? '', queries[j] ?? '', 'query') &&
    similar(passages[i] ?? '', passages[j] ?? '', 'passage');
  const exact = new Set<string>();
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) if (near(i, j)) exact.add(`${i},${j}`);
  const { remedies } = await diagnose(rows, []);
  const found = [...(remedies.get('near-duplicates')?.repeats() ?? [])];
  const same = [...(remedies.get('duplicates')?.repeats() ?? [])];
  const pairs = [...found, ...same].map(({ later, earlier }) => `${later},${earlier}`);
  expect(pairs.filter((pair) => !exact.has(pair))).toEqual([]); // precision 1: what is reported was compared
  expect(exact.size).toBeGreaterThan(50);
  expect(exact.size).toBeLessThan(170);
  expect(pairs.length / exact.size).toBeGreaterThanOrEqual(0.99);
});

test(`an index of texts: recall and precision beside brute force (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const texts = family(random, 1000, 8, 0.12).map(foldText);
  const index = indexNear(
    texts.filter((_, i) => i % 2 === 0),
    'query',
  );
  let [right, found, wrong] = [0, 0, 0];
  for (let i = 1; i < texts.length; i += 2) {
    const [text = '', original = ''] = [texts[i], texts[i - 1]];
    const near = similar(text, original, 'query');
    const hit = index.find(sketch(text, 'query'));
    if (near) right++;
    if (near && hit?.at === (i - 1) / 2) found++;
    if (!near && hit !== undefined) wrong++;
  }
  expect(right).toBeGreaterThan(100);
  expect(right).toBeLessThan(400);
  expect(wrong).toBe(0);
  expect(found / right).toBeGreaterThanOrEqual(0.99);
});

test.each([12, 40, 400])(
  `signatures of texts of %i letters agree as often as their shingles do (seed ${SEED})`,
  (length) => {
    const random = createRandom(SEED);
    let [agreed, expected] = [0, 0];
    const pairs = 400;
    for (let n = 0; n < pairs; n++) {
      const text = words(random, length).join('').slice(0, length);
      const sets = [text, changed(text, 0.05, random)].map((one) => shingles(one, 3));
      const [a, b] = sets.map((hashes) => {
        const signature = new Uint32Array(SIGNATURE);
        minHash(hashes, signature);
        return signature;
      });
      agreed += (a?.filter((value, i) => value === b?.[i]).length ?? 0) / SIGNATURE / pairs;
      expected += jaccard(sets[0] ?? new Uint32Array(), sets[1] ?? new Uint32Array()) / pairs;
    }
    expect(Math.abs(agreed - expected)).toBeLessThan(0.03);
  },
);

test('shingles roll: each is that of its run of letters alone', () => {
  const text = 'a rolling héllo 図書館';
  const rolled = shingles(text, 5);
  expect(rolled).toHaveLength(text.length - 4);
  rolled.forEach((hash, i) => {
    expect(hash).toBe(shingles(text.slice(i, i + 5), 5)[0]);
  });
  expect(shingles('ab', 5)).toHaveLength(1);
  expect(shingles('ab', 5)).not.toEqual(shingles('ba', 5));
});

test('a long run of near duplicates leaves one, and takes linear time', async () => {
  const passage = 'A passage about stoves and what one should know of them before winter comes around again.';
  const rows = rowsOf(
    ...Array.from({ length: 2000 }, (_, i) => ({
      query: `the same long question about stoves${'!'.repeat(i % 3)}`,
      positives: [`${passage}${' indeed'.repeat(i % 3)}`, 'one more passage'],
    })),
  );
  const { findings } = await diagnose(rows, []);
  const near = findings.find(({ check }) => check === 'nearly the same query and positive');
  const same = findings.find(({ check }) => check === 'same query and positive again');
  expect((near?.count ?? 0) + (same?.count ?? 0)).toBe(1999);
});

test(`the similarity of two lists of hashes is that of their sets (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  for (const most of [1, 5, 300, 3000, 20]) {
    const lists = [0, 1].map(() =>
      Uint32Array.from({ length: 1 + random.int(most) }, () => random.int(most)),
    );
    const [a = new Uint32Array(), b = new Uint32Array()] = lists;
    const [ofA, ofB] = [new Set(a), new Set(b)];
    const shared = [...ofA].filter((hash) => ofB.has(hash)).length;
    expect(jaccard(a, b)).toBe(shared / (ofA.size + ofB.size - shared));
  }
});

test('rows of one pattern are each compared with four rows at most, and each counts once', async () => {
  const rows = rowsOf(
    ...Array.from({ length: 500 }, (_, i) => ({
      query: `which settings does the machine of type ${'abcdefghij'[i % 10] ?? ''} need in winter`,
      positives: [
        `The machine needs the settings for winter that its book lists, ${'klmnopqrst'[i % 7] ?? ''}.`,
      ],
    })),
  );
  let reads = 0;
  const list: RowList = {
    length: rows.length,
    at: (index) => {
      reads++;
      return rows.at(index);
    },
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
  const { findings, remedies } = await diagnose(list, []);
  const near = findings.find(({ check }) => check === 'nearly the same query and positive');
  const pairs = [...(remedies.get('near-duplicates')?.repeats() ?? [])];
  expect(near?.count).toBe(69); // 70 combinations; what repeats one of them is a repetition already
  expect(pairs).toHaveLength(69);
  expect(new Set(pairs.map(({ earlier }) => earlier))).toEqual(new Set([0]));
  expect(reads).toBeLessThan(500);
});
