import type { Judge, Judgements, Verdict } from '../core/preferences/pair';
import type { JudgeRates } from '../core/preferences/pair-rates';
import type { JudgedPair, PairsReport } from '../engine/protocol/pairs';
import { pairsInCycles, verdictBy } from '../core/preferences/judged-pairs';
import { formatCount, formatPlural, formatShare } from './format-value';

/** Which pairs the list shows. */
export const PAIR_FILTERS = {
  all: 'All pairs',
  waiting: 'Not judged yet',
  preferred: 'With a preference',
  ties: 'Ties',
  neither: 'Neither answers',
  leftOut: 'Unreadable or skipped',
  cycles: 'Going round',
} as const;

export type PairFilter = keyof typeof PAIR_FILTERS;

type Said = Verdict | 'unparsable' | 'skipped' | null;

/** A judge's word on a pair. */
export function saidBy(judge: Judge, pair: JudgedPair, { queries }: Pick<PairsReport, 'queries'>): Said {
  return verdictBy(judge, { queries, judgements: new Map([[pair.id, pair]]) }, pair);
}

export function passesFilter(filter: PairFilter, said: Said, inCycle: boolean): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return said === null;
    case 'preferred':
      return said === 'first' || said === 'second';
    case 'ties':
      return said === 'tie';
    case 'neither':
      return said === 'neither';
    case 'leftOut':
      return said === 'unparsable' || said === 'skipped';
    case 'cycles':
      return inCycle;
  }
}

/** "1 better", in terms of the passages as they are listed. */
export function saidWord(said: Said | Judgements['person']): string {
  switch (said) {
    case 'first':
      return 'The first is better';
    case 'second':
      return 'The second is better';
    case 'tie':
      return 'A tie';
    case 'neither':
      return 'Neither answers';
    case 'unparsable':
      return 'Unreadable answer';
    case 'skipped':
      return 'Skipped';
    case null:
      return 'Not judged';
  }
}

/** What became of the pairs under a judge, as figures with their labels. */
export function rateFigures(judge: Judge, rates: JudgeRates): readonly (readonly [string, number])[] {
  return [
    ['with a preference', rates.preferred],
    ['ties', rates.ties],
    ...(judge === 'labels' ? [] : [['neither answers', rates.neither] as const]),
    ...(judge === 'labels' ? [] : [[judge === 'llm' ? 'unreadable' : 'skipped', rates.leftOut] as const]),
    [judge === 'labels' ? 'without a labelled passage' : 'not judged yet', rates.waiting],
  ];
}

/** What is to be said of a judge's verdicts beyond their counts, in sentences. */
export function rateSentences(judge: Judge, { rates }: Pick<PairsReport, 'rates'>): string[] {
  const { cycles, pairsInCycles } = rates[judge];
  const round =
    cycles === 0
      ? []
      : [
          `${formatPlural(cycles, 'query goes round', 'queries go round')}: no order agrees with all ${formatCount(pairsInCycles)} verdicts on their passages.`,
        ];
  if (judge !== 'llm') return round;
  return [...placeSentence(rates), ...agreementSentence(rates), ...round];
}

function placeSentence({ places: { first, second, samePlace } }: PairsReport['rates']): string[] {
  const named = first + second;
  if (named === 0) return [];
  const share = formatShare(first / named);
  const turned = formatPlural(samePlace, 'pair');
  return [
    `Of its answers that name a passage, ${share} name the one that stood first (50 % would be fair); in ${turned} it named the same place in both orders, which counts as a tie.`,
  ];
}

function agreementSentence({ agreement: { items, agreed, kappa } }: PairsReport['rates']): string[] {
  if (items === 0) return [];
  const beyond = kappa === null ? '' : `; beyond chance (Cohen's kappa) ${kappa.toFixed(2)}`;
  return [
    `You and the language model agree on ${formatCount(agreed)} of ${formatPlural(items, 'pair')} that both judged${beyond}.`,
  ];
}

/** How the language model's last work ended. */
export function endSentence({ ended, rates }: PairsReport): string {
  const left = rates.llm.waiting;
  switch (ended) {
    case 'budget':
      return `Stopped at the limit of the settings; ${formatPlural(left, 'pair')} left.`;
    case 'cancelled':
      return `Cancelled; every verdict that came is kept, ${formatPlural(left, 'pair')} left.`;
    case 'failed':
      return `Stopped by an error; every verdict that came is kept, ${formatPlural(left, 'pair')} left.`;
    case 'finished':
      return left === 0 ? 'All pairs are judged.' : `${formatPlural(left, 'pair')} got no answer.`;
    case '':
      return '';
  }
}

/** Ids of the pairs whose verdict lies in a cycle. */
export function cyclicPairs(judge: Judge, { queries, pairs }: PairsReport): ReadonlySet<string> {
  const judgements = new Map(pairs.map((pair) => [pair.id, pair]));
  return pairsInCycles(judge, { queries, pairs, judgements });
}
