import { logSumExp } from './log-sum-exp';
import type { Matrix } from './matrix';

/**
 * Soft nearest neighbour loss, float64: over rows `x` [N, D] with a class each,
 * `L = -mean_i [ LSE over j != i, y_j = y_i of (-|x_i - x_j|^2 / T) - LSE over k != i of (-|x_i - x_k|^2 / T) ]`.
 * Rows without a mate of their class are no anchors: they leave sum and count, and serve as negatives only.
 * On unit vectors |a - b|^2 = 2 - 2 cos, so T here is twice the tau of the cosine losses. 0 when no row has a mate.
 * Source: Frosst, Papernot, Hinton 2019, arXiv 1902.01889, equation 1.
 */
export function softNearestNeighbour(x: Matrix, labels: readonly number[], temperature: number): number {
  const losses = x.flatMap((anchor, i) => {
    const others = x
      .map((row, j) => ({ score: -squaredDistance(anchor, row) / temperature, label: labels[j], j }))
      .filter(({ j }) => j !== i);
    const mates = others.filter(({ label }) => label === labels[i]);
    if (mates.length === 0) return [];
    return [logSumExp(others.map(({ score }) => score)) - logSumExp(mates.map(({ score }) => score))];
  });
  return losses.length === 0 ? 0 : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? NaN)) ** 2, 0);
}
