import { useEffect, useMemo, useState } from 'react';
import { systemNames } from '../../core/results/system-names';
import type { CutoffsReport } from '../../engine/protocol/cutoffs';
import { useApp, useLater } from '../app-context';
import { Chart } from '../charts/chart';
import { usePalette } from '../charts/palette';
import { Choice } from '../choice';
import { Opening } from '../opening';
import { cutoffColumns, cutoffSpec, type CutoffMeasure } from './cutoff-spec';

const MEASURES: readonly (readonly [CutoffMeasure, string])[] = [
  ['ndcg', 'nDCG by cut-off'],
  ['recall', 'Recall by cut-off'],
  ['precision', 'Precision by cut-off'],
  ['atRecall', 'Precision by recall'],
];

const MEANING: Readonly<Record<CutoffMeasure, string>> = {
  ndcg: 'How well the first k passages are ordered, for every k from 1 to 100.',
  recall: 'Which share of the relevant passages stands among the first k: how deep one has to look.',
  precision: 'Which share of the first k passages is relevant.',
  atRecall:
    'The best precision at which a share of the relevant passages is found, in eleven steps (interpolated, as in TREC). Rankings end at 100 passages.',
};

/** How the metrics change with the number of passages that are looked at, for every system that was measured. */
export function CutoffsTab() {
  const { inspect } = useApp();
  const shown = useLater(inspect, (state) => state.shown);
  const report = useLater(inspect.cutoffs, (state) => state.value);
  const [first] = shown?.sets ?? [];
  useEffect(() => {
    const { value, status } = inspect.cutoffs.getState();
    if (shown !== null && first !== undefined && value === null && status !== 'opening')
      void inspect.cutoffs.open({ of: shown.of, set: first });
  }, [inspect, shown, first]);
  if (shown === null)
    return (
      <p className="empty">
        After training: nDCG, recall and precision for every number of passages looked at, from 1 to 100.
      </p>
    );
  return (
    <div className="stack">
      <Opening store={inspect.cutoffs} what="Measuring every cut-off" />
      {report !== null && <Cutoffs report={report} sets={shown.sets} />}
    </div>
  );
}

function Cutoffs({ report, sets }: { report: CutoffsReport; sets: readonly string[] }) {
  const { inspect, run } = useApp();
  const alignment = useLater(run, (state) => state.result?.alignment);
  const names = systemNames(alignment);
  const palette = usePalette();
  const [measure, setMeasure] = useState<CutoffMeasure>('ndcg');
  const spec = useMemo(() => cutoffSpec(report, measure, names), [report, measure, names]);
  return (
    <>
      <div className="look-controls">
        <Choice label="Show" options={MEASURES} value={measure} onChoice={setMeasure} />
        {sets.length > 1 && (
          <Choice
            label="Evaluation set"
            value={report.set}
            options={sets.map((name) => [name, name])}
            onChoice={(set) => void inspect.cutoffs.open({ of: report.of, set })}
          />
        )}
      </div>
      <Chart
        key={measure}
        spec={spec}
        palette={palette}
        height={280}
        columns={() => cutoffColumns(report, measure, names)}
      />
      <p className="quiet small-text">{MEANING[measure]}</p>
    </>
  );
}
