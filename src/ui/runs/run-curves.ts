import type { RunDetails, RunSummary } from '../../engine/protocol/stored-runs';
import { formatMetric, formatValue } from '../../store/format-value';
import type { Column } from '../../store/series-csv';
import { smooth } from '../../store/smooth';
import type { ChartSpec } from '../charts/chart-spec';
import type { ColourName } from '../charts/palette';

/** What of a run is drawn. */
export interface DrawnRun {
  readonly summary: Pick<RunSummary, 'metric' | 'data'>;
  readonly details: Pick<RunDetails, 'steps' | 'curves'>;
}

/** What the horizontal axis counts: steps, or training rows, which compares runs of different batch sizes fairly. */
export type RunAxis = 'steps' | 'rows';

/** Of the runs in turn; from `FIRST_DASHED` on lines are dashed, so that colour is not all that tells them apart. */
const COLOURS: readonly ColourName[] = ['trained', 'bm25', 'other1', 'other2', 'other3', 'untouched'];
const FIRST_DASHED = 3;
/** Longer names are cut beside the values. */
const LONGEST_NAME = 32;
/** Share of the line before that a smoothed loss keeps at each point. */
const SMOOTHING = 0.8;

/** A line of a chart before all lines share their places. */
interface Line {
  readonly name: string;
  readonly at: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The headline metric of every run on the set's curve. */
export function metricCurves(
  runs: readonly DrawnRun[],
  names: readonly string[],
  { set, axis }: { readonly set: string; readonly axis: RunAxis },
): ChartSpec {
  const lines = runs.flatMap((run, i): Line[] => {
    const curve = run.details.curves.find((one) => one.set === set);
    if (curve === undefined) return [];
    return [{ name: names[i] ?? '', at: curve.step.map(placeOf(run, axis)), values: curve.mean }];
  });
  const metrics = new Set(runs.map(({ summary }) => summary.metric));
  const { series, ...rest } = align(lines, names);
  return {
    ...rest,
    series: series.map((line) => ({ ...line, points: true })),
    title: `${[...metrics].join(', ')} on the curve of ${set}`,
    format: formatMetric,
    axis: { leastSpan: 0.2 },
  };
}

/** The smoothed loss of every run. Different losses have different scales. */
export function lossCurves(runs: readonly DrawnRun[], names: readonly string[], axis: RunAxis): ChartSpec {
  const lines = runs.map((run, i): Line => {
    const { step, loss } = run.details.steps;
    return {
      name: names[i] ?? '',
      at: Array.from(step, placeOf(run, axis)),
      values: smooth(loss, SMOOTHING),
    };
  });
  return { ...align(lines, names), title: 'Loss, smoothed', format: formatValue, axis: { leastShare: 0.4 } };
}

/** Every value of a chart that is drawn, for its table and its CSV. */
export function columnsOf({ steps, series }: ChartSpec, axis: RunAxis): Column[] {
  return [{ name: axis === 'steps' ? 'step' : 'rows', values: steps }, ...series];
}

/** Where a step lies on the axis. Rows of a step between two that were kept are taken as proportional. */
function placeOf({ details, summary }: DrawnRun, axis: RunAxis) {
  const { step, epoch } = details.steps;
  return (wanted: number): number => {
    if (axis === 'steps' || wanted === 0) return wanted;
    const after = step.findIndex((one) => one >= wanted);
    const next = after === -1 ? step.length - 1 : after;
    const [left, right] = [next === 0 ? 0 : (step[next - 1] ?? 0), step[next] ?? 0];
    const [from, to] = [next === 0 ? 0 : (epoch[next - 1] ?? 0), epoch[next] ?? 0];
    const share = right === left ? 1 : Math.min(1, (wanted - left) / (right - left));
    return Math.round((from + share * (to - from)) * summary.data.rows);
  };
}

/** Lines over the union of their places; a run keeps its colour in every chart. */
function align(
  lines: readonly Line[],
  names: readonly string[],
): Pick<ChartSpec, 'steps' | 'lastStep' | 'series' | 'group'> {
  const steps = Float64Array.from(new Set(lines.flatMap(({ at }) => at))).sort();
  const index = new Map(Array.from(steps, (place, i) => [place, i] as const));
  return {
    group: 'compared runs',
    steps,
    lastStep: steps.at(-1) ?? 0,
    series: lines.map(({ name, at, values }) => {
      const column = new Float64Array(steps.length).fill(Number.NaN);
      for (const [i, place] of at.entries()) column[index.get(place) ?? 0] = values[i] ?? Number.NaN;
      return { ...lookOf(names.indexOf(name)), name, short: shorten(name), values: column };
    }),
  };
}

/** How the run at this place among those compared is drawn. */
export function lookOf(at: number): { readonly colour: ColourName; readonly dashed: boolean } {
  return { colour: COLOURS[at % COLOURS.length] ?? 'trained', dashed: at >= FIRST_DASHED };
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
