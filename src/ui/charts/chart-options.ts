import uPlot from 'uplot';
import type { ChartSpec } from './chart-spec';
import type { Palette } from './palette';
import { spreadLabels } from './spread-labels';
import { steadyRange } from './steady-range';

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- uPlot's const enum exists in its types only
const LOGARITHMIC: uPlot.Scale.Distr = 3;

/** Room for the names of the levels, in CSS pixels. */
const GUTTER = 80;

interface Wishes {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** The spec at the time of drawing. */
  readonly spec: () => ChartSpec;
  /** Index under the pointer, or null. */
  readonly onHover: (index: number | null) => void;
}

/** uPlot's options for a chart: one step axis shared by all charts, the crosshair in common. */
export function chartOptions({ width, height, palette, spec, onHover }: Wishes): uPlot.Options {
  const first = spec();
  return {
    width,
    height,
    padding: [12, first.levels === undefined ? 20 : GUTTER, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: first.group ?? 'run', scales: ['x', null] },
      drag: { x: false, y: false },
      y: false,
      points: { size: 7 },
    },
    scales: {
      x: {
        time: false,
        ...(first.across?.log === true ? { distr: LOGARITHMIC } : {}),
        range: () => [first.across?.log === true ? 1 : 0, Math.max(1, spec().lastStep)],
      },
      y: {
        ...(first.logScale === true ? { distr: LOGARITHMIC } : {}),
        range: (_, low, high) => yRange(spec(), low, high),
      },
    },
    axes: axesOf(spec, palette),
    series: [{}, ...first.series.map((series) => seriesOptions(series, palette, first.series.length))],
    hooks: {
      drawAxes: [
        (plot) => {
          drawBand(plot, spec(), palette);
        },
      ],
      draw: [
        (plot) => {
          drawLevels(plot, spec(), palette);
        },
      ],
      setCursor: [
        (plot) => {
          onHover(plot.cursor.idx ?? null);
        },
      ],
    },
  };
}

function axesOf(spec: () => ChartSpec, palette: Palette): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: palette.text,
    font: '11px system-ui, sans-serif',
    grid: { stroke: palette.grid, width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...axis,
      size: 28,
      space: 64,
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5],
      // Before the first step the length of the run is not known.
      values: (_, ticks) => ticks.map((tick) => (spec().lastStep === 0 ? '' : tickText(tick))),
    },
    {
      ...axis,
      size: 44,
      space: 28,
      values: (_, ticks) => ticks.map(tickText),
    },
  ];
}

function seriesOptions(series: ChartSpec['series'][number], palette: Palette, count: number): uPlot.Series {
  const stroke = palette[series.colour];
  return {
    label: series.name,
    stroke,
    width: series.faint === true ? 1 : 2,
    alpha: series.faint === true && count > 1 ? 0.35 : 1,
    ...(series.dashed === true ? { dash: [6, 4] } : {}),
    points:
      series.points === true
        ? {
            show: true,
            fill: stroke,
            stroke: palette.surface,
            // The edge of a dashed line's points would be dashed too.
            ...(series.dashed === true ? { size: 6, width: 0 } : { size: 10, width: 2 }),
          }
        : { show: false },
  };
}

/** Holds data, levels and intervals; logarithmic axes end at the data. */
function yRange(spec: ChartSpec, low: number | null, high: number | null): [number, number] {
  const levels = (spec.levels ?? []).map((level) => level.value);
  const band = spec.interval === undefined ? [] : [...spec.interval.low, ...spec.interval.high];
  const all = [...levels, ...band, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  if (all.length === 0) return spec.logScale === true ? [0.1, 10] : [0, 1];
  if (spec.logScale !== true) return steadyRange(all, spec.axis);
  return [Math.max(Math.min(...all), 1e-6) / 1.1, Math.max(Math.max(...all), 1e-5) * 1.1];
}

/** uPlot gives null for the ticks of a logarithmic axis that are too close to be named, whatever its types say. */
function tickText(value: number | null): string {
  if (value === null) return '';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-3) return value.toExponential().replace('e+', 'e');
  if (size >= 10_000) return `${(value / 1000).toPrecision(3).replace(/\.?0+$/u, '')}k`;
  return String(Number(value.toPrecision(3)));
}

/** Level lines, each named at its right end beside the chart, where no curve runs. */
function drawLevels(plot: uPlot, spec: ChartSpec, palette: Palette): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const right = bbox.left + bbox.width;
  const levels = spec.levels ?? [];
  const heights = levels.map((level) => plot.valToPos(level.value, 'y', true));
  const line = 14 * ratio;
  const ends = { gap: 2 * line + 4 * ratio, from: bbox.top + line, to: bbox.top + bbox.height - line };
  const labels = spreadLabels(heights, ends);
  ctx.save();
  ctx.textAlign = 'left';
  ctx.lineWidth = 1.5 * ratio;
  levels.forEach((level, i) => {
    const y = heights[i] ?? 0;
    const labelled = labels[i] ?? y;
    ctx.strokeStyle = palette[level.colour];
    ctx.setLineDash((level.dotted === true ? [2, 3] : [6, 4]).map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.lineTo(right + 8 * ratio, labelled);
    ctx.stroke();
    ctx.fillStyle = palette.text; // series colours are bright enough for lines, not for small type
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'bottom';
    ctx.fillText(level.name, right + 12 * ratio, labelled);
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    ctx.fillText(spec.format(level.value), right + 12 * ratio, labelled + ratio);
  });
  ctx.restore();
}

/** The 95% interval as a band behind the curves; as a bar where there is one point alone. */
function drawBand(plot: uPlot, { interval, series, steps }: ChartSpec, palette: Palette): void {
  const colour = series[0]?.colour;
  if (interval === undefined || colour === undefined || steps.length === 0) return;
  const { ctx } = plot;
  const points = (values: Float64Array): [x: number, y: number][] =>
    Array.from(steps, (step, i) => [
      plot.valToPos(step, 'x', true),
      plot.valToPos(values[i] ?? 0, 'y', true),
    ]);
  ctx.save();
  ctx.fillStyle = palette[colour];
  ctx.strokeStyle = palette[colour];
  ctx.lineWidth = 4 * uPlot.pxRatio;
  ctx.globalAlpha = 0.18;
  ctx.beginPath();
  for (const [x, y] of [...points(interval.low), ...points(interval.high).reverse()]) ctx.lineTo(x, y);
  if (steps.length === 1) ctx.stroke();
  else ctx.fill();
  ctx.restore();
}
