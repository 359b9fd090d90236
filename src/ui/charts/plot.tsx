import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { describeTrend } from '../../store/describe-trend';
import { chartOptions } from './chart-options';
import type { ChartSpec } from './chart-spec';
import { drawing } from './drawing-queue';
import type { Palette } from './palette';

interface PlotProps {
  readonly spec: ChartSpec;
  readonly height: number;
  readonly palette: Palette;
  readonly onHover: (index: number | null) => void;
  /** Where the canvas can be found for a picture. */
  readonly onPlot: (plot: uPlot | null) => void;
}

/** The drawn chart. uPlot lives outside of React: new data is handed to it, only a new shape rebuilds it. */
export function Plot({ spec, height, palette, onHover, onPlot }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ spec, onHover, onPlot });
  useEffect(() => {
    latest.current = { spec, onHover, onPlot };
  });
  const shape = `${spec.series.map((series) => series.name).join()}|${String(spec.logScale)}`;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const draw = (width: number): void => {
      if (plot.current !== null) {
        if (plot.current.width !== width) plot.current.setSize({ width, height });
        return;
      }
      const options = chartOptions({
        width,
        height,
        palette,
        spec: () => latest.current.spec,
        onHover: (index) => {
          latest.current.onHover(index);
        },
      });
      plot.current = new uPlot(options, plotData(latest.current.spec), element);
      latest.current.onPlot(plot.current);
    };
    let forget = (): void => undefined;
    // Tells the width at once and after every change, without the layout that asking for it would force.
    const watcher = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      forget();
      forget = drawing.add(() => {
        draw(width);
      });
    });
    watcher.observe(element);
    return () => {
      forget();
      watcher.disconnect();
      plot.current?.destroy();
      plot.current = null;
      latest.current.onPlot(null);
    };
  }, [shape, height, palette]);
  useEffect(() => drawing.add(() => plot.current?.setData(plotData(spec))), [spec]);
  const words = useMemo(() => alternative(spec), [spec]);
  return <div ref={box} className="plot" role="img" aria-label={words} />;
}

function plotData(spec: ChartSpec): uPlot.AlignedData {
  return [spec.steps, ...spec.series.map(({ values }) => joined(values))];
}

/** uPlot draws a line across what is undefined. */
function joined(values: Float64Array): Float64Array | (number | undefined)[] {
  if (!values.some(Number.isNaN)) return values;
  return Array.from(values, (value) => (Number.isNaN(value) ? undefined : value));
}

/** The chart in words: every series that is not merely the raw line of another, and the levels. */
function alternative({ title, steps, series, levels = [], format, across }: ChartSpec): string {
  const main = series.filter((one) => one.faint !== true);
  const trends = main.map((one) =>
    describeTrend(main.length === 1 ? title : one.name, steps, one.values, across?.unit),
  );
  const lines = levels.map((level) => `${level.name}: ${format(level.value)}.`);
  return [...(main.length === 1 ? [] : [`${title}.`]), ...trends, ...lines].join(' ');
}
