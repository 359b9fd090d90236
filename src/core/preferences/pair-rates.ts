import { cohensKappa, type Agreement } from '../synthesis/cohens-kappa';
import { preferredPlace } from './combine-orders';
import { cyclesBy, pairsInCycles, verdictBy, type PairCycle, type PairTable } from './judged-pairs';
import type { Judge } from './pair';

/** Cycles shown as examples. */
const EXAMPLES = 3;

/** What became of the pairs under one judge. */
export interface JudgeRates {
  /** Pairs with one passage preferred. */
  readonly preferred: number;
  readonly ties: number;
  readonly neither: number;
  /** Could not be read, or was skipped. */
  readonly leftOut: number;
  /** Without a word yet; of the labels, without any to be had. */
  readonly waiting: number;
  readonly cycles: number;
  readonly pairsInCycles: number;
  readonly examples: readonly PairCycle[];
}

/** How often the language model named the passage that stood first, and the one that stood second. */
export interface PlaceBias {
  readonly first: number;
  readonly second: number;
  /** Pairs of which it named the same place in both orders. */
  readonly samePlace: number;
}

export interface PairRates {
  readonly llm: JudgeRates;
  readonly person: JudgeRates;
  readonly labels: JudgeRates;
  readonly places: PlaceBias;
  /** Of the language model and the person, over first, second and no order (a tie, or neither). */
  readonly agreement: Agreement;
}

export function pairRates(table: PairTable): PairRates {
  return {
    llm: ratesBy('llm', table),
    person: ratesBy('person', table),
    labels: ratesBy('labels', table),
    places: placeBias(table),
    agreement: cohensKappa(judgedByBoth(table)),
  };
}

function ratesBy(judge: Judge, table: PairTable): JudgeRates {
  const counts = { preferred: 0, ties: 0, neither: 0, leftOut: 0, waiting: 0 };
  for (const pair of table.pairs) counts[countOf(verdictBy(judge, table, pair))]++;
  const cycles = cyclesBy(judge, table);
  const inCycles = cycles.length === 0 ? 0 : pairsInCycles(judge, table).size;
  return { ...counts, cycles: cycles.length, pairsInCycles: inCycles, examples: cycles.slice(0, EXAMPLES) };
}

function countOf(verdict: ReturnType<typeof verdictBy>) {
  switch (verdict) {
    case 'first':
    case 'second':
      return 'preferred';
    case 'tie':
      return 'ties';
    case 'neither':
      return 'neither';
    case 'unparsable':
    case 'skipped':
      return 'leftOut';
    case null:
      return 'waiting';
  }
}

function placeBias({ pairs, judgements }: PairTable): PlaceBias {
  const orders = pairs.flatMap(({ id }) => {
    const llm = judgements.get(id)?.llm;
    return llm ? [llm.orders.map(preferredPlace)] : [];
  });
  const answers = orders.flat();
  return {
    first: answers.filter((answer) => answer === 'A').length,
    second: answers.filter((answer) => answer === 'B').length,
    samePlace: orders.filter(([one, other]) => one !== undefined && one === other).length,
  };
}

function judgedByBoth({ pairs, judgements }: PairTable): [string, string][] {
  return pairs.flatMap(({ id }) => {
    const { llm, person } = judgements.get(id) ?? {};
    if (!llm || llm.verdict === 'unparsable' || !person || person === 'skipped') return [];
    return [[orderOf(llm.verdict), orderOf(person)]];
  });
}

function orderOf(verdict: string): string {
  return verdict === 'neither' ? 'tie' : verdict;
}
