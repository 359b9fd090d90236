/** ln(sum of exp(x)) without overflow; -Infinity for no values, or only -Infinity. */
export function logSumExp(values: readonly number[]): number {
  const top = values.reduce((max, value) => Math.max(max, value), -Infinity);
  if (top === -Infinity) return top;
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
}
