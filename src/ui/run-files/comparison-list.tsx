import type { RunComparison } from '../../core/run-files/compare-runs';
import type { Verdict } from '../../core/significance/delta';
import { formatCount, formatDifference } from '../../store/format-value';

interface ComparisonListProps {
  readonly comparisons: readonly RunComparison[];
  /** On how many sets of queries runs were measured. */
  readonly sets: number;
}

/** What each comparison came to, and how far it can be trusted. */
export function ComparisonList({ comparisons, sets }: ComparisonListProps) {
  if (comparisons.length === 0) return <p className="quiet">These runs have no set of queries in common.</p>;
  return (
    <>
      <ul className="comparisons" aria-label="Comparisons">
        {comparisons.map((comparison) => (
          <Comparison
            key={`${comparison.set} ${comparison.run}`}
            comparison={comparison}
            withSet={sets > 1}
            corrected={comparisons.length > 1}
          />
        ))}
      </ul>
      <p className="quiet small-text">
        The interval shows how far the difference moves when the queries are drawn anew (bootstrap); it
        decides the verdict. p is how often chance alone gives a difference as large, when the sign of each
        query’s difference is drawn (randomisation test).{' '}
        {comparisons.length > 1 &&
          `The corrected p allows for the ${formatCount(comparisons.length)} comparisons of this list (Holm).`}
      </p>
    </>
  );
}

const VERDICTS: Readonly<Record<Verdict, readonly [word: string, tone: string | undefined]>> = {
  WIN: ['Better', 'up'],
  REGRESSION: ['Worse', 'down'],
  UNDECIDED: ['Undecided', undefined],
};

interface ComparisonProps {
  readonly comparison: RunComparison;
  readonly withSet: boolean;
  /** Whether there are others to correct for. */
  readonly corrected: boolean;
}

function Comparison({ comparison, withSet, corrected }: ComparisonProps) {
  const { run, baseline, set, metric, delta, tTest, adjustedP } = comparison;
  const [word, tone] = VERDICTS[delta.verdict];
  return (
    <li className="file">
      <p>
        <b className={tone}>{word}</b>: <b>{run}</b> against {baseline}
        {withSet && <> on {set}</>}
      </p>
      <dl className="comparison-figures figures">
        <Figure name={`${metric}, difference`} value={formatDifference(delta.mean)} />
        <Figure
          name="95% interval"
          value={`${formatDifference(delta.low)} to ${formatDifference(delta.high)}`}
        />
        <Figure name="p" value={pValue(delta.p)} />
        {corrected && <Figure name="p, corrected" value={pValue(adjustedP)} />}
        <Figure name="p of a paired t-test" value={tTest === null ? '–' : pValue(tTest.p)} />
        <Figure
          name="Better, same, worse"
          value={[delta.wins, delta.ties, delta.losses].map(formatCount).join(', ')}
        />
      </dl>
    </li>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function pValue(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toPrecision(2);
}
