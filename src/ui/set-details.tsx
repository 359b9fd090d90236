import { useState } from 'react';
import type { SystemNames } from '../core/results/system-names';
import type { SetAssessment, SetResult } from '../engine/protocol/results';
import { MetricTable } from './metric-table';
import { PassageTable } from './passage-table';
import { SetSummary } from './set-summary';

/** The tables of a result: where there are several sets, all of them in short and one, at first the primary, in full. */
export function SetDetails({
  sets,
  metric,
  names,
}: {
  sets: readonly (SetResult | SetAssessment)[];
  metric: string;
  names: SystemNames;
}) {
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = sets.find(({ testSet }) => testSet.name === wanted) ?? sets[0];
  if (chosen === undefined) return null;
  const { testSet, baseline, metrics, hybrid } = chosen;
  return (
    <>
      {sets.length > 1 && (
        <SetSummary sets={sets} metric={metric} names={names} chosen={testSet.name} onChoose={setWanted} />
      )}
      {'byPassages' in chosen && <PassageTable metric={metric} names={names} groups={chosen.byPassages} />}
      {'delta' in chosen ? (
        <MetricTable
          testSet={testSet}
          metric={metric}
          names={names}
          bm25={baseline.bm25}
          untouched={chosen.baseline.untouched}
          trained={metrics}
          delta={chosen.delta}
          hybrids={{ untouched: chosen.baseline.hybrid, trained: hybrid }}
        />
      ) : (
        <MetricTable
          testSet={testSet}
          metric={metric}
          names={names}
          bm25={baseline.bm25}
          untouched={metrics}
          hybrids={{ untouched: hybrid }}
        />
      )}
    </>
  );
}
