import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePrecision } from './average-precision';
import { evaluateRun } from './evaluate-run';
import { DEFAULT_RULES, type EvaluationRules, type TieRule } from './evaluation-rules';
import type { MetricTable } from './metric-table';
import { ndcg } from './ndcg';
import { precision } from './precision';
import { rank } from './rank';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';
import type { ScoredDocument } from './run';
import { success } from './success';

const CUTS = [1, 3, 10, Infinity];
const RULES: fc.Arbitrary<EvaluationRules> = fc.record({
  gain: fc.constantFrom('linear', 'exponential'),
  ties: fc.constantFrom('descending', 'ascending', 'expected'),
  relevanceLevel: fc.integer({ min: 1, max: 4 }),
  countedQueries: fc.constantFrom('judged', 'returned'),
  dropSelfMatches: fc.constant(false),
});

const GRADE = fc.integer({ min: -1, max: 4 });
/** Of few ids, so that most judged documents are retrieved, and of few scores, so that ties are common. */
const ID = fc.integer({ min: 0, max: 14 }).map((i) => `d${i}`);
const JUDGEMENTS = fc.array(fc.tuple(ID, GRADE), { minLength: 1, maxLength: 10 });
const DOCUMENTS = fc.uniqueArray(
  fc.record({ id: ID, score: fc.integer({ min: 0, max: 5 }).map((score) => score / 4) }),
  { selector: ({ id }) => id, maxLength: 15 },
);
const QUERY = fc.record({ judgements: JUDGEMENTS, documents: DOCUMENTS });
type Query = typeof QUERY extends fc.Arbitrary<infer Q> ? Q : never;

const metricsOf = ({ gain, relevanceLevel: level }: EvaluationRules) => [
  ...CUTS.flatMap((cut) => [
    ndcg(cut, gain),
    averagePrecision(cut, level),
    reciprocalRank(cut, level),
    recall(cut, level),
    success(cut, level),
  ]),
  ...[1, 3, 10].map((cut) => precision(cut, level)),
];

function measure(queries: readonly Query[], rules: EvaluationRules): MetricTable {
  const run = new Map(queries.map(({ documents }, i) => [`q${i}`, documents]));
  const qrels = new Map(queries.map(({ judgements }, i) => [`q${i}`, new Map(judgements)]));
  return evaluateRun(run, qrels, metricsOf(rules), rules).mean;
}

const tableOf = (query: Query, rules: EvaluationRules) => Object.entries(measure([query], rules));

function expectClose(actual: MetricTable, expected: MetricTable): void {
  for (const [name, value] of Object.entries(expected)) expect(actual[name], name).toBeCloseTo(value, 12);
}

const check = <T>(seed: number, arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void => {
  fc.assert(fc.property(arbitrary, predicate), { seed, numRuns: 300 });
};

test('every metric lies in [0, 1] under every rule (seed 101)', () => {
  check(101, fc.tuple(fc.array(QUERY, { minLength: 1, maxLength: 4 }), RULES), ([queries, rules]) => {
    for (const value of Object.values(measure(queries, rules))) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1 + 1e-12);
    }
  });
});

test('neither the order of documents, of judgements nor of queries matters (seed 102)', () => {
  const arbitrary = fc.tuple(fc.array(QUERY, { minLength: 1, maxLength: 4 }), RULES, fc.nat());
  check(102, arbitrary, ([queries, rules, turn]) => {
    const rotated = queries.map(({ judgements, documents }) => ({
      // A judgement given twice counts as the last one says, so that only distinct ones may change places.
      judgements: [...new Map(judgements)].reverse(),
      documents: [...documents.slice(turn % (documents.length + 1)), ...documents].filter(
        (document, i, all) => all.indexOf(document) === i,
      ),
    }));
    expectClose(measure(rotated.reverse(), rules), measure(queries, rules));
  });
});

test('unjudged documents below the cut change nothing (seed 103)', () => {
  check(103, fc.tuple(QUERY, RULES), ([query, rules]) => {
    const padding = Array.from({ length: 10 }, (_, i) => ({ id: `z${i}`, score: -1 }));
    const longer = { ...query, documents: [...query.documents, ...padding] };
    expect(tableOf(longer, rules)).toEqual(tableOf(query, rules));
  });
});

/** Turns the order of ids round: d0 becomes the last, e25. */
const mirrored = (id: string): string => `e${25 - Number(id.slice(1))}`;

test('ids in mirrored order under the mirrored tie rule give the same figures (seed 104)', () => {
  check(104, fc.tuple(QUERY, RULES), ([query, rules]) => {
    // Two digits each, so that the order of the text is that of the numbers.
    const wide = (id: string): string => `d${id.slice(1).padStart(2, '0')}`;
    const renamed = (name: (id: string) => string): Query => ({
      judgements: query.judgements.map(([id, grade]) => [name(id), grade] as [string, number]), // a tuple, not an array
      documents: query.documents.map(({ id, score }) => ({ id: name(id), score })),
    });
    const down = tableOf(renamed(wide), { ...rules, ties: 'descending' });
    expect(tableOf(renamed(mirrored), { ...rules, ties: 'ascending' })).toEqual(down);
  });
});

test('the expected value lies between the best and the worst order of ties (seed 105)', () => {
  check(105, fc.tuple(QUERY, RULES), ([query, rules]) => {
    const grades = new Map(query.judgements);
    /** Ties decided by grade: shifts scores by less than the smallest gap. */
    const decided = (sign: 1 | -1): Query => ({
      ...query,
      documents: query.documents.map(({ id, score }) => ({
        id,
        score: score + sign * 0.01 * (grades.get(id) ?? 0),
      })),
    });
    const best = measure([decided(1)], rules);
    const worst = measure([decided(-1)], rules);
    for (const [name, value] of tableOf(query, { ...rules, ties: 'expected' })) {
      expect(value, name).toBeLessThanOrEqual((best[name] ?? NaN) + 1e-12);
      expect(value, name).toBeGreaterThanOrEqual((worst[name] ?? NaN) - 1e-12);
    }
  });
});

test('the ideal ranking has nDCG 1, at every cut and with either gain (seed 106)', () => {
  check(106, fc.tuple(JUDGEMENTS, RULES), ([judgements, rules]) => {
    const documents = [...new Map(judgements)].map(([id, grade]) => ({ id, score: grade }));
    fc.pre(documents.some(({ score }) => score > 0));
    const values = tableOf({ judgements, documents }, rules).filter(([name]) => name.startsWith('nDCG'));
    expect(values.length).toBe(CUTS.length);
    for (const [name, value] of values) expect(value, name).toBeCloseTo(1, 12);
  });
});

/** Distinct scores in the order of a ranking. */
const scored = (ids: readonly string[]): ScoredDocument[] =>
  ids.map((id, i) => ({ id, score: ids.length - i }));

test('moving a better document up never lowers a metric (seed 107)', () => {
  check(107, fc.tuple(QUERY, RULES, fc.nat()), ([query, rules, at]) => {
    const grades = new Map(query.judgements);
    const gradeOf = (id: string | undefined): number => grades.get(id ?? '') ?? 0;
    const ids = rank(query.documents).map(({ id }) => id);
    fc.pre(ids.length > 1);
    const upper = at % (ids.length - 1);
    const [first, second] = [ids[upper] ?? '', ids[upper + 1] ?? ''];
    fc.pre(gradeOf(second) > gradeOf(first));
    const swapped = ids.toSpliced(upper, 2, second, first);
    const before = measure([{ ...query, documents: scored(ids) }], rules);
    for (const [name, value] of tableOf({ ...query, documents: scored(swapped) }, rules))
      expect(value, name).toBeGreaterThanOrEqual((before[name] ?? NaN) - 1e-12);
  });
});

test.each<TieRule>(['descending', 'ascending', 'expected'])(
  'under the tie rule "%s" a ranking without ties is the same (seed 108)',
  (ties) => {
    check(108, QUERY, (query) => {
      const distinct = { ...query, documents: scored(query.documents.map(({ id }) => id)) };
      expect(tableOf(distinct, { ...DEFAULT_RULES, ties })).toEqual(tableOf(distinct, DEFAULT_RULES));
    });
  },
);
