import type { ColourName } from './palette';
import type { AxisWish } from './steady-range';

export interface ChartSeries {
  readonly name: string;
  /** For where there is little room. */
  readonly short?: string;
  readonly colour: ColourName;
  /** [n], aligned with the chart's steps; NaN where nothing was measured: the line goes on to the next value. */
  readonly values: Float64Array;
  /** The raw line behind a smoothed one. */
  readonly faint?: boolean;
  /** Measured now and then, so each value gets a point. */
  readonly points?: boolean;
  /** Stands back behind the solid ones. */
  readonly dashed?: boolean;
}

/** A level line across the chart, with its name at the right end. */
export interface ChartLevel {
  readonly name: string;
  readonly colour: ColourName;
  readonly value: number;
  /** Dotted instead of dashed. */
  readonly dotted?: boolean;
}

/** What a chart shows at one moment. */
export interface ChartSpec {
  readonly title: string;
  readonly steps: Float64Array;
  /** Right end of the step axis: the length of the whole run. */
  readonly lastStep: number;
  readonly series: readonly ChartSeries[];
  readonly levels?: readonly ChartLevel[];
  /** Shaded around the first series, [n] each. */
  readonly interval?: { readonly low: Float64Array; readonly high: Float64Array };
  readonly format: (value: number) => string;
  readonly logScale?: boolean;
  /** What the horizontal axis counts, where not the steps of a run; `log`: from 1 on, logarithmic. */
  readonly across?: { readonly unit: string; readonly log?: true };
  /** Charts of the same group have one crosshair; without a name it is that of the run. */
  readonly group?: string;
  /** What the linear value axis shows in any case. */
  readonly axis?: AxisWish;
}
