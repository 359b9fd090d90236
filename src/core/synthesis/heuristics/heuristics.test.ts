import { describe, expect, test } from 'vitest';
import { createRandom } from '../../random/random';
import { createBm25 } from '../../text/bm25';
import { textHash } from '../../text/text-hash';
import { bm25Negative } from './bm25-negative';
import { independentCrops } from './independent-crops';
import { inverseCloze } from './inverse-cloze';
import { sentencesOf } from './sentences-of';
import { titleBody } from './title-body';

const text = 'The pack holds 3.5 amp hours. It charges overnight! Does it last? Yes.';
const document = { id: 'd', title: 'Pack', text };

test('sentences, also in scripts without spaces; what has no letter is none', () => {
  expect(sentencesOf(text)).toEqual([
    'The pack holds 3.5 amp hours.',
    'It charges overnight!',
    'Does it last?',
    'Yes.',
  ]);
  expect(sentencesOf('これは文です。次の文です。')).toEqual(['これは文です。', '次の文です。']);
  expect(sentencesOf(' ... \n ')).toEqual([]);
});

describe('inverse cloze', () => {
  test('every sentence is drawn, and leaves its passage or stays (seeds 0 to 199)', () => {
    const sentences = sentencesOf(text);
    const queries = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const gone = inverseCloze(document, 0, createRandom(seed));
      const kept = inverseCloze(document, 1, createRandom(seed));
      queries.add(gone?.query ?? '');
      expect(kept).toEqual({ query: gone?.query, positive: sentences.join(' ') });
      expect(gone?.positive).toBe(sentences.filter((sentence) => sentence !== gone?.query).join(' '));
    }
    expect([...queries].toSorted()).toEqual(sentences.toSorted());
  });

  test('the share that stays is as asked for (seed 7)', () => {
    const random = createRandom(7);
    let stays = 0;
    for (let at = 0; at < 2000; at++) {
      const pair = inverseCloze(document, 0.1, random);
      if (pair?.positive.includes(pair.query) === true) stays++;
    }
    expect(stays / 2000).toBeGreaterThan(0.08);
    expect(stays / 2000).toBeLessThan(0.12);
  });

  test('one sentence is not enough', () => {
    expect(inverseCloze({ ...document, text: 'One only.' }, 0, createRandom(1))).toBeNull();
  });
});

test('crops are runs of words of their text, the query no longer than the passage (seeds 0 to 199)', () => {
  const long = { ...document, text: Array.from({ length: 40 }, (_, at) => `word${at}`).join(' \n') };
  const firsts = new Set<string>();
  for (let seed = 0; seed < 200; seed++) {
    const pair = independentCrops(long, createRandom(seed));
    expect(pair).toEqual(independentCrops(long, createRandom(seed)));
    const [query = '', positive = ''] = [pair?.query, pair?.positive];
    expect(long.text).toContain(query);
    expect(long.text).toContain(positive);
    const [short, other] = [query.split(/\s+/).length, positive.split(/\s+/).length];
    expect(short).toBeGreaterThanOrEqual(4);
    expect(short).toBeLessThanOrEqual(other);
    expect(other).toBeLessThanOrEqual(20);
    firsts.add(positive.split(/\s+/)[0] ?? '');
  }
  expect(firsts.size).toBeGreaterThan(15);
  expect(independentCrops(document, createRandom(1))).not.toBeNull();
  expect(independentCrops({ ...document, text: 'far too short a text' }, createRandom(1))).toBeNull();
});

test('title and text', () => {
  expect(titleBody(document)).toEqual({ query: 'Pack', positive: text });
  expect(titleBody({ ...document, title: ' ' })).toBeNull();
  expect(titleBody({ ...document, text: '' })).toBeNull();
});

test('a negative by BM25 is neither the own document nor any answer', () => {
  const documents = [
    { id: 'own', title: '', text: 'charge the pack overnight' },
    { id: 'copy', title: '', text: 'Charge the  pack overnight' },
    { id: 'answer', title: 'Pack', text: 'charge the pack by day' },
    { id: 'other', title: '', text: 'the pack of another bike' },
    { id: 'far', title: '', text: 'nothing shared' },
  ];
  const sources = { index: createBm25(documents), documents: new Map(documents.map((one) => [one.id, one])) };
  const row = { query: 'charge the pack', sourceId: 'own' };
  const answers = new Set([textHash('charge the pack overnight'), textHash('charge the pack by day')]);
  expect(bm25Negative(row, answers, sources)).toBe('the pack of another bike');
  expect(bm25Negative({ query: 'unheard', sourceId: null }, new Set(), sources)).toBe('');
});
