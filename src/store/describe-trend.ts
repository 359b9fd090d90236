import { formatValue } from './format-value';

/**
 * A curve in a sentence, for those who do not see it: where it stands, where it began, which way it goes. NaN is where
 * nothing was measured; `unit` is what the steps are.
 */
export function describeTrend(
  name: string,
  allSteps: ArrayLike<number>,
  allValues: ArrayLike<number>,
  unit = 'step',
): string {
  const measured = Array.from(allValues, (value, i) => ({ value, step: allSteps[i] ?? 0 })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  const [steps, values] = [measured.map(({ step }) => step), measured.map(({ value }) => value)];
  const n = values.length;
  if (n === 0) return `${name}: no values yet.`;
  const first = values[0] ?? 0;
  const last = values[n - 1] ?? 0;
  const now = `${name}: ${formatValue(last)} at ${unit} ${steps[n - 1] ?? 0}`;
  if (n === 1) return `${now}.`;
  return `${now}, ${direction(values)}; ${formatValue(first)} at ${unit} ${steps[0] ?? 0}.`;
}

/** Compares the mean of the last quarter with that of the first, against the spread of the whole. */
function direction(values: ArrayLike<number>): 'rising' | 'falling' | 'level' {
  const all = Array.from(values);
  const quarter = Math.max(1, Math.floor(all.length / 4));
  const change = mean(all.slice(-quarter)) - mean(all.slice(0, quarter));
  const spread =
    all.reduce((most, x) => Math.max(most, x), -Infinity) -
    all.reduce((least, x) => Math.min(least, x), Infinity);
  if (Math.abs(change) <= spread / 10) return 'level';
  return change > 0 ? 'rising' : 'falling';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
