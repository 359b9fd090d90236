import { cohensKappa } from './cohens-kappa';
import type { Relevance, RowState, SyntheticRow } from './synthetic-row';

/** What became of the rows: states, verdicts, round trips, flags, and how far people agree with the model. */
export function synthesisRates(rows: Iterable<SyntheticRow>) {
  const states: Record<RowState, number> = { waiting: 0, done: 0, failed: 0, accepted: 0, rejected: 0 };
  const positives = noVerdicts();
  const negatives = noVerdicts();
  const roundTrips = { checked: 0, came: 0 };
  const flags: Record<string, number> = {};
  const judged: (readonly [person: boolean, model: boolean])[] = [];
  for (const { state, relevance, roundTrip, flags: own, checked } of rows) {
    states[state]++;
    count(positives, relevance.synthetic);
    count(negatives, relevance.negative);
    for (const flag of own) flags[flag] = (flags[flag] ?? 0) + 1;
    if (roundTrip !== null) {
      roundTrips.checked++;
      if (!own.includes('round-trip')) roundTrips.came++;
    }
    const model = relevance.synthetic;
    if (checked !== null && (model === 'relevant' || model === 'irrelevant'))
      judged.push([checked, model === 'relevant']);
  }
  const { items, agreed, kappa } = cohensKappa(judged);
  return { states, positives, negatives, roundTrips, flags, agreement: { checked: items, agreed, kappa } };
}

type Verdicts = Record<Exclude<Relevance, null>, number>;

function noVerdicts(): Verdicts {
  return { relevant: 0, irrelevant: 0, unparsable: 0 };
}

function count(verdicts: Verdicts, relevance: Relevance): void {
  if (relevance !== null) verdicts[relevance]++;
}
