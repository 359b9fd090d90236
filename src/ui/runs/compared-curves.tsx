import { useMemo, useState } from 'react';
import type { StoredComparison } from '../../engine/protocol/stored-runs';
import { Chart } from '../charts/chart';
import type { ChartSpec } from '../charts/chart-spec';
import { usePalette } from '../charts/palette';
import { Choice } from '../choice';
import { columnsOf, lossCurves, metricCurves, type RunAxis } from './run-curves';

const HEIGHT = 220;

const AXES = [
  ['steps', 'Steps'],
  ['rows', 'Training rows seen'],
] as const satisfies readonly (readonly [RunAxis, string])[];

/** The curves of the runs over each other. */
export function ComparedCurves({
  comparison: { runs, set },
  names,
}: {
  comparison: StoredComparison;
  names: readonly string[];
}) {
  const palette = usePalette();
  const [axis, setAxis] = useState<RunAxis>('steps');
  const shown = set === '' ? (runs[0]?.details.curves[0]?.set ?? '') : set;
  const metric = useMemo(() => metricCurves(runs, names, { set: shown, axis }), [runs, names, shown, axis]);
  const loss = useMemo(() => lossCurves(runs, names, axis), [runs, names, axis]);
  const chart = (spec: ChartSpec) => (
    <Chart spec={spec} palette={palette} height={HEIGHT} columns={() => columnsOf(spec, axis)} />
  );
  return (
    <div className="stack-small">
      <div className="run-choices">
        <Choice label="Across" value={axis} options={AXES} onChoice={setAxis} />
      </div>
      {metric.series.length > 0 ? (
        chart(metric)
      ) : (
        <p className="quiet small-text">&quot;{shown}&quot; was not measured during these runs.</p>
      )}
      {chart(loss)}
      {new Set(runs.map(({ summary }) => summary.loss)).size > 1 && (
        <p className="quiet small-text">
          These runs have different losses, whose values cannot be held against each other.
        </p>
      )}
    </div>
  );
}
