/**
 * nDCG@10 of BM25 on test collections with every analysis the app offers, beside two independent implementations, and
 * the time it takes with the default one.
 *   npx tsx bench/bm25.ts [folder of collections in the BEIR layout]
 * The built-in sample is always measured; collections that are absent are named and left out. docs/results.md holds the
 * figures and says why they differ from the references.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Passage, Qrels } from '../src/core/data/eval-set';
import { evaluateRun } from '../src/core/metrics/evaluate-run';
import { reportedMetrics } from '../src/core/metrics/reported-metrics';
import { parseQrels } from '../src/core/results/qrels';
import { BASELINE_SETTINGS } from '../src/core/settings/baseline-settings';
import { termOf, tokenise, type Analysis } from '../src/core/text/analyse';
import { createBm25 } from '../src/core/text/bm25';

/** nDCG@10 of two other implementations: light suffix stripping, and Porter-like stemming. Same k1, b and stop words. */
const REFERENCES: Record<string, readonly [light: string, porter: string]> = {
  scifact: ['.6645', '.6611'],
  cranfield: ['.3205', '.3163'],
  cisi: ['.2609', '.3179'],
  medline: ['.6824', '.6484'],
  stackfaq: ['.6808', '.6233'],
};

const ANALYSES: readonly Analysis[] = BASELINE_SETTINGS.bm25Analysis.choices;

interface Line {
  readonly _id: string;
  readonly title?: string;
  readonly text: string;
}

interface Collection {
  readonly corpus: readonly Passage[];
  readonly queries: readonly Line[];
  readonly qrels: Qrels;
}

function readLines(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line); // files of the BEIR layout hold only such lines
}

function readCollection(folder: string): Collection {
  const corpus = readLines(join(folder, 'corpus.jsonl')).map(({ _id, title = '', text }) => ({
    id: _id,
    title,
    text,
  }));
  const qrels = parseQrels(readFileSync(join(folder, 'qrels/test.tsv'), 'utf8'), 'test.tsv');
  const queries = readLines(join(folder, 'queries.jsonl')).filter(({ _id }) => qrels.has(_id));
  return { corpus, queries, qrels };
}

function measure({ corpus, queries, qrels }: Collection, analysis: Analysis) {
  const start = performance.now();
  const bm25 = createBm25(corpus, { analysis });
  const indexed = performance.now();
  const run = new Map(queries.map(({ _id, text }) => [_id, bm25.search(text, 100)]));
  const searched = performance.now();
  const { mean } = evaluateRun(run, qrels, reportedMetrics());
  return { mean, indexing: indexed - start, searching: searched - indexed };
}

/** The queries with every search term once, as some implementations search. */
function withTermsOnce(collection: Collection, analysis: Analysis): Collection {
  const once = (text: string): string =>
    [...new Map(tokenise(text).map((token) => [termOf(token, analysis), token])).values()].join(' ');
  return {
    ...collection,
    queries: collection.queries.map((query) => ({ ...query, text: once(query.text) })),
  };
}

function print(name: string, folder: string, references: readonly [string, string]): void {
  if (!existsSync(join(folder, 'corpus.jsonl'))) {
    console.log(`${name.padEnd(12)}skipped: no collection at this place`);
    return;
  }
  const collection = readCollection(folder);
  const measured = ANALYSES.map((analysis) => measure(collection, analysis));
  const once = measure(withTermsOnce(collection, 'light'), 'light');
  const figures = [...measured, once].map(({ mean }) => (mean['nDCG@10'] ?? NaN).toFixed(4));
  const [first] = measured;
  const seconds = [first?.indexing, first?.searching].map((ms = NaN) => `${(ms / 1000).toFixed(2)} s`);
  const cells = [collection.corpus.length, collection.queries.length, ...figures, ...references, ...seconds];
  console.log(name.padEnd(12) + cells.map((cell) => String(cell).padStart(12)).join(''));
}

const heads = [
  'passages',
  'queries',
  ...ANALYSES,
  'light, once',
  'reference 1',
  'reference 2',
  'indexing',
  'searching',
];
console.log(`${'nDCG@10'.padEnd(12)}${heads.map((head) => head.padStart(12)).join('')}`);
print('sample', fileURLToPath(new URL('../public/sample', import.meta.url)), ['about .30', '']);
const collections = process.argv[2];
for (const [name, references] of Object.entries(REFERENCES)) {
  if (collections === undefined) console.log(`${name.padEnd(12)}skipped: no folder of collections given`);
  else print(name, join(collections, name), references);
}
