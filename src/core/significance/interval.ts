/** A mean and the bounds of its 95% bootstrap interval, in the unit of the values. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}
