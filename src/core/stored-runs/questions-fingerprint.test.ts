import { expect, test } from 'vitest';
import { exactHash } from '../text/text-hash';
import { questionsFingerprint } from './questions-fingerprint';

const rest = () => Promise.resolve();

function set() {
  return {
    corpus: [
      { id: 'd1', title: '', text: 'one' },
      { id: 'd2', title: 'Two', text: 'two' },
    ],
    queries: [{ id: 'q1', text: 'which' }],
    qrels: new Map([
      [
        'q1',
        new Map([
          ['d1', 1],
          ['d2', 2],
        ]),
      ],
    ]),
  };
}

const of = (change: Partial<ReturnType<typeof set>> = {}) =>
  questionsFingerprint({ ...set(), ...change }, rest);

test('is the same for the same set, in whatever order a query was judged', async () => {
  const other = new Map([['q1', new Map([...(set().qrels.get('q1') ?? [])].reverse())]]);
  expect(await of({ qrels: other })).toBe(await of());
  expect(await of()).toMatch(/^[0-9a-f]{16}$/u);
});

test.each([
  ['a query', { queries: [{ id: 'q1', text: 'what' }] }],
  ['the id of a query', { queries: [{ id: 'q2', text: 'which' }] }],
  ['a grade', { qrels: new Map([['q1', new Map([['d1', 1]]).set('d2', 1)]]) }],
  ['a judgement', { qrels: new Map([['q1', new Map([['d1', 1]])]]) }],
  ['a title', { corpus: set().corpus.map((passage) => ({ ...passage, title: '' })) }],
  ['a passage', { corpus: set().corpus.slice(0, 1) }],
  ['the order of passages', { corpus: set().corpus.reverse() }],
])('differs with %s', async (_, change) => {
  expect(await of(change)).not.toBe(await of());
});

test('counts capitals and white space where the hash does', async () => {
  const corpus = set().corpus.map((passage) => ({ ...passage, title: passage.title.toUpperCase() }));
  const queries = [{ id: 'q1', text: 'which ' }];
  const exact = (change: Partial<ReturnType<typeof set>> = {}) =>
    questionsFingerprint({ ...set(), ...change }, rest, exactHash);
  for (const change of [{ corpus }, { queries }]) {
    expect(await of(change)).toBe(await of());
    expect(await exact(change)).not.toBe(await exact());
  }
});

test('lets others in between while a large corpus is read', async () => {
  const corpus = Array.from({ length: 10_000 }, (_, i) => ({ id: String(i), title: '', text: 'text' }));
  let rests = 0;
  await questionsFingerprint({ ...set(), corpus }, () => {
    rests++;
    return Promise.resolve();
  });
  expect(rests).toBe(2);
});
