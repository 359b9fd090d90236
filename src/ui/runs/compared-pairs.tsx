import type { StoredComparison } from '../../engine/protocol/stored-runs';
import { ComparisonList } from '../run-files/comparison-list';

/** Every pair of runs on the same questions, tested; the pairs that must not be compared, and why. */
export function ComparedPairs({
  comparison: { runs, set, metric, pairs, refusals },
  names,
}: {
  comparison: StoredComparison;
  names: readonly string[];
}) {
  const nameOf = (id: string): string => names[runs.findIndex(({ summary }) => summary.id === id)] ?? id;
  const named = pairs.map((pair) => ({
    ...pair,
    ...{ set, metric, run: nameOf(pair.run), baseline: nameOf(pair.baseline) },
  }));
  return (
    <>
      {named.length > 0 && <ComparisonList comparisons={named} sets={1} />}
      {set !== '' && refusals.length > 0 && (
        <ul className="notes" aria-label="Not compared">
          {refusals.map(({ run, baseline, reason }) => (
            <li key={`${run} ${baseline}`}>
              {nameOf(run)} and {nameOf(baseline)} are not compared. {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
