import type { SystemNames } from '../../core/results/system-names';
import type { BaselineEvent, EvaluationEvent } from '../../engine/protocol/events';
import type { CurveName, Curves } from '../../store/curves';
import { formatMetric, formatValue } from '../../store/format-value';
import { smooth } from '../../store/smooth';
import { pick, thinIndices } from '../../core/curves/thin';
import type { Column } from '../../store/series-csv';
import type { ChartSeries, ChartSpec } from './chart-spec';
import type { ColourName } from './palette';
import type { AxisWish } from './steady-range';

/** Points drawn per line: more than a screen has pixels for. */
const DRAWN = 2000;
/** Smoothing looks back over about a twentieth of the run, and never over more than ten steps. */
function smoothingOf(steps: number): number {
  return Math.min(0.9, Math.max(0, 1 - 20 / steps));
}

/** Of the other sets, in turn; further ones begin anew and differ by their names. */
const OTHER_COLOURS: readonly ColourName[] = ['other1', 'other2', 'other3'];
/** Longer names of sets are cut beside the values. */
const LONGEST_NAME = 18;

/** nDCG on every set's curve; the primary one with its interval and the two level lines. */
export function headlineSpec(
  baseline: BaselineEvent | null,
  evaluations: readonly EvaluationEvent[],
  { lastStep, names }: { readonly lastStep: number; readonly names: SystemNames },
): ChartSpec {
  const column = (read: (event: EvaluationEvent) => number): Float64Array =>
    Float64Array.from(evaluations, read);
  const others = otherSeries(baseline, evaluations);
  return {
    title: baseline?.metric ?? 'nDCG@10',
    steps: column((event) => event.step),
    lastStep: Math.max(lastStep, evaluations.at(-1)?.step ?? 0),
    series: [
      {
        ...(others.length === 0 ? { name: names.after } : nameOf(baseline?.test.name ?? names.after)),
        colour: 'trained',
        values: column((event) => event.mean),
        points: true,
      },
      ...others,
    ],
    interval: { low: column((event) => event.low), high: column((event) => event.high) },
    levels:
      baseline === null
        ? []
        : [
            { name: 'BM25', colour: 'bm25', value: baseline.dev.bm25 },
            { name: names.before, colour: 'untouched', value: baseline.dev.untouched, dotted: true },
          ],
    axis: { leastSpan: 0.3 },
    format: formatMetric,
  };
}

/** One line for each other set; it begins where the model before the run stands, so it needs no level line. */
function otherSeries(baseline: BaselineEvent | null, evaluations: readonly EvaluationEvent[]): ChartSeries[] {
  return (evaluations[0]?.others ?? []).map(({ name }, at) => {
    const out = baseline?.others.find((set) => set.name === name)?.role === 'out';
    return {
      ...nameOf(name, out ? ', out-of-distribution' : ''),
      colour: OTHER_COLOURS[at % OTHER_COLOURS.length] ?? 'other1',
      values: Float64Array.from(evaluations, ({ others }) => others[at]?.mean ?? Number.NaN),
      points: true,
      dashed: out,
    };
  });
}

function nameOf(name: string, suffix = ''): Pick<ChartSeries, 'name' | 'short'> {
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return { name: name + suffix, short };
}

export function headlineColumns(evaluations: readonly EvaluationEvent[]): Column[] {
  const column = (name: string, read: (event: EvaluationEvent) => number): Column => ({
    name,
    values: evaluations.map(read),
  });
  return [
    column('step', ({ step }) => step),
    column('mean', ({ mean }) => mean),
    column('low', ({ low }) => low),
    column('high', ({ high }) => high),
    ...(evaluations[0]?.others ?? []).flatMap(({ name }, at) =>
      (['mean', 'low', 'high'] as const).map((which) =>
        column(`${name} ${which}`, ({ others }) => others[at]?.[which] ?? Number.NaN),
      ),
    ),
  ];
}

interface SmallCurve extends Pick<ChartSeries, 'name' | 'short' | 'colour'> {
  readonly curve: CurveName;
}

/** One of the small charts: its title and the curves it shows. */
export interface SmallChart {
  readonly title: string;
  readonly curves: readonly SmallCurve[];
  /** Draws a smoothed line before the raw one. */
  readonly smoothed?: true;
  /** Offers a logarithmic scale. */
  readonly log?: true;
  readonly axis: AxisWish;
}

const FROM_ZERO: AxisWish = { includes: [0] };

export const SMALL_CHARTS: readonly SmallChart[] = [
  {
    title: 'Loss',
    curves: [{ curve: 'loss', name: 'Loss', colour: 'loss' }],
    smoothed: true,
    log: true,
    axis: { leastShare: 0.4 },
  },
  {
    title: 'Similarity',
    curves: [
      { curve: 'positive', name: 'Positive', colour: 'positive' },
      { curve: 'hardest', name: 'Hardest negative', short: 'Hardest', colour: 'hardest' },
    ],
    smoothed: true,
    axis: { leastSpan: 0.4 },
  },
  {
    title: 'Learning rate',
    curves: [{ curve: 'lr', name: 'Learning rate', colour: 'rate' }],
    axis: FROM_ZERO,
  },
  {
    title: 'Gradient norm',
    curves: [{ curve: 'gradNorm', name: 'Gradient norm', colour: 'norm' }],
    smoothed: true,
    axis: FROM_ZERO,
  },
  {
    title: 'Tokens per second',
    curves: [{ curve: 'tokensPerSecond', name: 'Tokens per second', colour: 'speed' }],
    smoothed: true,
    axis: FROM_ZERO,
  },
];

export function smallSpec(chart: SmallChart, curves: Curves, lastStep: number, logScale: boolean): ChartSpec {
  const [first] = chart.curves;
  const thin = first === undefined ? null : thinIndices(curves[first.curve].view(), DRAWN);
  const series = chart.curves.flatMap(({ curve, ...look }) => {
    const raw = curves[curve].view();
    if (chart.smoothed !== true) return [{ ...look, values: pick(raw, thin) }];
    return [
      { ...look, name: `${look.name}, raw`, values: pick(raw, thin), faint: true },
      { ...look, values: pick(smooth(raw, smoothingOf(lastStep)), thin) },
    ];
  });
  return {
    title: chart.title,
    steps: pick(curves.step.view(), thin),
    lastStep,
    series,
    format: formatValue,
    logScale,
    axis: chart.axis,
  };
}

export function smallColumns(chart: SmallChart, curves: Curves): Column[] {
  return [
    { name: 'step', values: curves.step.view() },
    ...chart.curves.map(({ curve, name }) => ({ name: name.toLowerCase(), values: curves[curve].view() })),
  ];
}
