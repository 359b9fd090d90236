/** How many pairs fell into each of some equal bins. */
export interface Bins {
  readonly counts: readonly number[];
  readonly pairs: number;
}

/** Where bins and shares lie in the drawing, in pixels. */
export interface Scale {
  /** Bins shown, both included. */
  readonly first: number;
  readonly last: number;
  readonly width: number;
  /** y of the line between the halves. */
  readonly middle: number;
  readonly perShare: number;
}

/** The outline of a histogram as the data of an SVG path, from the middle line upwards (`direction` 1) or downwards (-1). */
export function stairs({ counts, pairs }: Bins, scale: Scale, direction: 1 | -1): string {
  const { first, last, width, middle, perShare } = scale;
  const step = width / (last - first + 1);
  const bars = counts.slice(first, last + 1).map((count, i) => {
    const y = middle - direction * (pairs === 0 ? 0 : count / pairs) * perShare;
    return `V${y.toFixed(1)}H${((i + 1) * step).toFixed(1)}`;
  });
  return `M0 ${middle.toFixed(1)}${bars.join('')}V${middle.toFixed(1)}Z`;
}
