import type { EvaluationData } from '../../src/core/data/evaluation-data';
import type { TrainingRow } from '../../src/core/data/training-row';
import { diagnose } from '../../src/core/doctor/diagnose';
import { createRandom, type Random } from '../../src/core/random/random';
import { textHash } from '../../src/core/text/text-hash';

const SEED = 11;
const VOCABULARY = 20_000;
/** One row in so many is nearly the same as an earlier one. */
const NEAR_COPY = 20;
const QUERIES = 1000;

export interface OurChecks {
  /** All checks against an evaluation set of a thousand queries; gives the findings' counts. */
  check(): Promise<number>;
  /** One plain pass: a hash of every text. */
  pass(): number;
}

/** Seeded rows of about 700 characters: a query of 8 words, a positive and a negative of 50. */
export function createChecks(count: number): OurChecks {
  const random = createRandom(SEED);
  const words = Array.from({ length: VOCABULARY }, () => wordOf(random));
  const text = (length: number): string =>
    Array.from({ length }, () => words[Math.floor(VOCABULARY ** random.next()) - 1]).join(' ');
  const rows: TrainingRow[] = [];
  for (let i = 0; i < count; i++) {
    const fresh = { query: text(8), positives: [text(50)], negatives: [text(50)] };
    const earlier = i % NEAR_COPY === NEAR_COPY - 1 ? rows[random.int(i)] : undefined;
    const texts = earlier === undefined ? fresh : { ...earlier, query: `${earlier.query}s` };
    rows.push({ ...texts, file: 'rows', line: i + 1 });
  }
  const evaluation = evaluationOf(rows, text);
  return {
    check: async () => {
      const { findings } = await diagnose([...rows], [evaluation]); // a new list: nothing is remembered of it
      return findings.reduce((sum, finding) => sum + finding.count, 0);
    },
    pass: () => {
      let sum = 0;
      for (const { query, positives, negatives } of rows)
        for (const one of [query, ...positives, ...negatives]) sum += textHash(one) % 1024;
      return sum;
    },
  };
}

function wordOf(random: Random): string {
  return Array.from({ length: 3 + random.int(7) }, () => String.fromCharCode(97 + random.int(26))).join('');
}

/** Half of the queries are nearly those of rows, and so are leaks. */
function evaluationOf(rows: readonly TrainingRow[], text: (length: number) => string): EvaluationData {
  const queries = Array.from({ length: QUERIES }, (_, i) => ({
    id: `q${i}`,
    text: i % 2 === 0 ? `${rows[i]?.query ?? ''} ?` : text(8),
  }));
  const corpus = Array.from({ length: QUERIES }, (_, i) => ({ id: `d${i}`, title: '', text: text(50) }));
  const qrels = new Map(queries.map(({ id }, i) => [id, new Map([[`d${i}`, 1]])]));
  const split = { name: 'test', corpus, queries, qrels };
  return { name: 'bench', splits: [split], rejected: [], rejectedCount: 0, notes: [] };
}
