import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../metrics/evaluation-rules';
import { sameMeasurement, type Measurement } from './same-measurement';

const measurement = (change: Partial<Measurement['set']> = {}): Measurement => ({
  set: {
    name: 'test',
    corpus: [{ id: 'p', title: '', text: 'a passage' }],
    queries: [{ id: 'q', text: 'a question' }],
    qrels: new Map([['q', new Map([['p', 1]])]]),
    ...change,
  },
  rules: DEFAULT_RULES,
});

test('the same read twice is the same', () => {
  expect(sameMeasurement(measurement(), measurement())).toBe(true);
});

test.each<[string, Partial<Measurement['set']>]>([
  ['name', { name: 'dev' }],
  ['question', { queries: [{ id: 'q', text: 'another question' }] }],
  ['number of questions', { queries: [] }],
  ['grade', { qrels: new Map([['q', new Map([['p', 2]])]]) }],
  [
    'number of judgements',
    {
      qrels: new Map([
        [
          'q',
          new Map([
            ['p', 1],
            ['r', 1],
          ]),
        ],
      ]),
    },
  ],
  ['judged question', { qrels: new Map([['r', new Map([['p', 1]])]]) }],
  ['passage', { corpus: [{ id: 'p', title: '', text: 'another passage' }] }],
  ['title', { corpus: [{ id: 'p', title: 'Title', text: 'a passage' }] }],
  ['size of the corpus', { corpus: [] }],
])('another %s is another measurement', (_, change) => {
  expect(sameMeasurement(measurement(), measurement(change))).toBe(false);
});

test.each([
  { gain: 'exponential' },
  { ties: 'expected' },
  { relevanceLevel: 2 },
  { countedQueries: 'returned' },
  { dropSelfMatches: true },
] as const)('another rule is another measurement: %o', (rule) => {
  const other = { ...measurement(), rules: { ...DEFAULT_RULES, ...rule } };
  expect(sameMeasurement(measurement(), other)).toBe(false);
});
