import { nothingAnswers } from './combine-orders';
import { findCycles } from './find-cycles';
import { labelVerdict } from './label-verdict';
import { UNJUDGED, type Judge, type Judgements, type Pair, type RankedQuery, type Verdict } from './pair';

/** The pairs that were proposed and what was said of them, by the pair's id. */
export interface PairTable {
  readonly queries: readonly RankedQuery[];
  readonly pairs: readonly Pair[];
  readonly judgements: ReadonlyMap<string, Judgements>;
}

/** A judge's word on a pair; null: none yet, or none to be had. */
export function verdictBy(
  judge: Judge,
  { queries, judgements }: Omit<PairTable, 'pairs'>,
  pair: Pair,
): Verdict | 'unparsable' | 'skipped' | null {
  const { llm, person } = judgements.get(pair.id) ?? UNJUDGED;
  if (judge === 'llm') return llm?.verdict ?? null;
  if (judge === 'person') return person;
  const candidates = queries[pair.query]?.candidates ?? [];
  const [first, second] = [candidates[pair.first], candidates[pair.second]];
  return first && second ? labelVerdict(first, second) : null;
}

/** Whether a judge says that neither passage of a pair answers its query; one may be preferred all the same. */
export function neitherBy(judge: Judge, table: Omit<PairTable, 'pairs'>, pair: Pair): boolean {
  const verdict = verdictBy(judge, table, pair);
  if (judge !== 'llm' || (verdict !== 'first' && verdict !== 'second')) return verdict === 'neither';
  const { llm } = table.judgements.get(pair.id) ?? UNJUDGED;
  return llm !== null && nothingAnswers(llm.orders);
}

/** A query on whose passages the verdicts go round. */
export interface PairCycle {
  /** Place of the query, and places of its candidates. */
  readonly query: number;
  readonly members: readonly number[];
  /** Each is preferred to the next, and the last to the first. */
  readonly path: readonly number[];
}

/** The cycles in a judge's verdicts, query by query. */
export function cyclesBy(judge: Judge, table: PairTable): PairCycle[] {
  const edges = new Map<number, [string, string][]>();
  for (const pair of table.pairs) {
    const verdict = verdictBy(judge, table, pair);
    if (verdict !== 'first' && verdict !== 'second') continue;
    const [first, second] = [String(pair.first), String(pair.second)];
    const edge: [string, string] = verdict === 'first' ? [first, second] : [second, first];
    const known = edges.get(pair.query);
    if (known) known.push(edge);
    else edges.set(pair.query, [edge]);
  }
  // A cycle takes three pairs: each pair of passages is judged once.
  return [...edges].flatMap(([query, of]) =>
    (of.length < 3 ? [] : findCycles(of)).map(({ members, path }) => ({
      query,
      members: members.map(Number),
      path: path.map(Number),
    })),
  );
}

/** The pairs whose preference lies within a cycle. */
export function pairsInCycles(judge: Judge, table: PairTable): ReadonlySet<string> {
  const cycles = new Map<number, PairCycle[]>();
  for (const cycle of cyclesBy(judge, table))
    cycles.set(cycle.query, [...(cycles.get(cycle.query) ?? []), cycle]);
  const within = table.pairs.filter((pair) => {
    const verdict = verdictBy(judge, table, pair);
    if (verdict !== 'first' && verdict !== 'second') return false;
    return (cycles.get(pair.query) ?? []).some(
      ({ members }) => members.includes(pair.first) && members.includes(pair.second),
    );
  });
  return new Set(within.map(({ id }) => id));
}
