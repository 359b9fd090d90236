import type { MetricTable } from '../src/core/metrics/metric-table';
import type { Tool } from './trec-eval-figures';

/** Half of the last decimal that trec_eval prints, and what float64 may add to the difference of two such values. */
const TOLERANCE = 5e-5 + 1e-12;

/** What Kennel wrote about one evaluation set. */
export interface Written {
  /** Means of the model, all metrics. */
  readonly means: MetricTable;
  readonly headline: string;
  /** The headline per query, by the id that stands in the TREC files. */
  readonly perQuery: ReadonlyMap<string, number>;
}

export interface Comparison {
  readonly metric: string;
  /** Values held against each other: the mean, and for the headline one per query. */
  readonly values: number;
  readonly largest: number;
  /** One sentence per value that is not the same to four decimals. */
  readonly faults: readonly string[];
}

/** Holds what was written against what the tool prints, metric by metric. A value that only one side has is a fault. */
export function compareFigures({ means, headline, perQuery }: Written, tool: Tool): Comparison[] {
  return Object.entries(means).map(([metric, mean]) => {
    const printed = tool(metric);
    const ours = new Map(metric === headline ? perQuery : []);
    const queries = metric === headline ? [...printed.keys()].filter((query) => query !== 'all') : [];
    const pairs = [...new Set([...ours.keys(), ...queries])].map(
      (query) => [query, ours.get(query), printed.get(query)] as const,
    );
    return { metric, ...compareValues([['all', mean, printed.get('all')], ...pairs]) };
  });
}

type Pair = readonly [query: string, ours: number | undefined, theirs: number | undefined];

function compareValues(pairs: readonly Pair[]): Omit<Comparison, 'metric'> {
  let largest = 0;
  const faults: string[] = [];
  for (const [query, ours, theirs] of pairs) {
    if (ours === undefined || theirs === undefined) {
      faults.push(`query ${query}: only ${ours === undefined ? 'trec_eval' : 'Kennel'} has a value`);
      continue;
    }
    const difference = Math.abs(ours - theirs);
    largest = Math.max(largest, difference);
    // Written this way round so that NaN is a fault.
    if (!(difference <= TOLERANCE)) faults.push(`query ${query}: ${ours} here, ${theirs} in trec_eval`);
  }
  return { values: pairs.length, largest, faults };
}
