import type { SystemNames } from '../../core/results/system-names';
import { DEEPEST, RECALL_LEVELS, type CutoffCurves } from '../../core/metrics/cutoff-curves';
import type { CutoffsReport, CutoffSystem } from '../../engine/protocol/cutoffs';
import { formatMetric } from '../../store/format-value';
import type { Column } from '../../store/series-csv';
import type { ChartSeries, ChartSpec } from '../charts/chart-spec';

/** What is drawn: a metric over the cut-off, or precision over recall. */
export type CutoffMeasure = keyof CutoffCurves;

type Look = Pick<ChartSeries, 'name' | 'colour' | 'dashed'>;

/** Trained before the others, as it is the one that is looked for. */
const ORDER: readonly CutoffSystem[] = ['after', 'before', 'bm25', 'hybrid'];

const TITLES: Readonly<Record<CutoffMeasure, string>> = {
  ndcg: 'nDCG by cut-off',
  recall: 'Recall by cut-off',
  precision: 'Precision by cut-off',
  atRecall: 'Precision by recall',
};

/** The chart of one measure for every system that was measured. */
export function cutoffSpec(
  { systems }: CutoffsReport,
  measure: CutoffMeasure,
  names: SystemNames,
): ChartSpec {
  const compared = systems.some(({ system }) => system === 'before') ? names : null;
  const overRecall = measure === 'atRecall';
  const across = placesOf(measure);
  return {
    title: TITLES[measure],
    steps: across,
    lastStep: across.at(-1) ?? 0,
    across: overRecall ? { unit: 'recall (percent)' } : { unit: 'cut-off', log: true },
    group: overRecall ? 'recall' : 'cut-off',
    series: ORDER.flatMap((wanted) =>
      systems
        .filter(({ system }) => system === wanted)
        .map(({ system, curves }) => ({ ...lookOf(system, compared), values: curves[measure] })),
    ),
    axis: { includes: [0], leastSpan: 0.2 },
    format: formatMetric,
  };
}

/** Every curve with its cut-offs, for the table and the CSV. */
export function cutoffColumns(report: CutoffsReport, measure: CutoffMeasure, names: SystemNames): Column[] {
  const { series } = cutoffSpec(report, measure, names);
  const first = measure === 'atRecall' ? 'recall (percent)' : 'cut-off';
  return [
    { name: first, values: placesOf(measure) },
    ...series.map(({ name, values }) => ({ name: name.toLowerCase(), values })),
  ];
}

function placesOf(measure: CutoffMeasure): Float64Array {
  return measure === 'atRecall'
    ? Float64Array.from({ length: RECALL_LEVELS }, (_, i) => 10 * i)
    : Float64Array.from({ length: DEEPEST }, (_, i) => i + 1);
}

/** `names`: of the two models; null where there is one. */
function lookOf(system: CutoffSystem, names: SystemNames | null): Look {
  const after = names?.after ?? 'Model';
  switch (system) {
    case 'after':
      return { name: after, colour: 'trained' };
    case 'before':
      return { name: names?.before ?? 'Model', colour: 'untouched' };
    case 'bm25':
      return { name: 'BM25', colour: 'bm25', dashed: true };
    case 'hybrid':
      return { name: `BM25 + ${after.toLowerCase()}`, colour: 'other2', dashed: true };
  }
}
