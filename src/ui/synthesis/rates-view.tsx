import type { SynthesisRates } from '../../engine/protocol/synthesis';
import { formatCount, formatShare } from '../../store/format-value';
import { flagSentence, flagWord, STATES, STATE_WORDS } from '../../store/synthesis/synthesis-words';
import { useApp, useSelect } from '../app-context';

/** What became of the rows, while they are made and after. */
export function RatesView() {
  const { synthesis } = useApp();
  const rates = useSelect(synthesis, (state) => state.rates);
  const { states } = rates;
  return (
    <section className="stack-small part" aria-label="What became of the rows">
      <dl className="counts">
        {STATES.map((state) => (
          <div key={state}>
            <dt>{STATE_WORDS[state]}</dt>
            <dd>{formatCount(states[state])}</dd>
          </div>
        ))}
      </dl>
      <ul className="synthesis-rates small-text">
        {rateLines(rates).map(([label, share, title]) => (
          <li key={label} title={title}>
            {label} <b className="figures">{share}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Line = readonly [label: string, share: string, title?: string];

function rateLines({ positives, negatives, roundTrips, flags }: SynthesisRates): Line[] {
  const judged = positives.relevant + positives.irrelevant + positives.unparsable;
  const opposed = negatives.relevant + negatives.irrelevant + negatives.unparsable;
  const unclear = positives.unparsable + negatives.unparsable;
  return [
    ...share('Passages verified', positives.relevant, judged),
    ...share('Passages not relevant, now hard negatives', positives.irrelevant, judged),
    ...share('Negatives good', negatives.irrelevant, opposed),
    ...share('Negatives relevant, dropped', negatives.relevant, opposed),
    ...(unclear > 0 ? share('No clear verdict', unclear, judged + opposed) : []),
    ...share('Round trips that came back', roundTrips.came, roundTrips.checked),
    ...Object.entries(flags).map(([flag, count]): Line => [
      `Flagged ${flagWord(flag)}`,
      formatCount(count),
      flagSentence(flag),
    ]),
  ];
}

function share(label: string, count: number, total: number): Line[] {
  return total === 0
    ? []
    : [[label, `${formatCount(count)} of ${formatCount(total)} (${formatShare(count / total)})`]];
}
