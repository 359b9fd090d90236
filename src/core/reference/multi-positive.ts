import { logSumExp } from './log-sum-exp';
import type { Matrix } from './matrix';

/** Whether a candidate takes part, [rows, candidates]. */
export type Mask = readonly (readonly boolean[])[];

/**
 * The softmax loss with any number of positives per row that InfoNCE and stage 1 share. With `A_i` the candidates of
 * row i and `P_i` its positives, both given as masks over the scores [rows, candidates]:
 * "in":  `L_i = LSE over A_i - LSE over P_i`                      (log of the summed probability of the positives)
 * "out": `L_i = mean over p in P_i of (LSE over A_i - s(i, p))`   (SupCon's outer form)
 * Value: mean over rows. With one positive both are cross entropy.
 * @throws Error when a row has no positive.
 */
export function multiPositive(scores: Matrix, candidates: Mask, positives: Mask, form: 'in' | 'out'): number {
  const losses = scores.map((row, i) => {
    const all = logSumExp(select(row, candidates[i]));
    const own = select(row, positives[i]);
    if (own.length === 0) throw new Error(`row ${i} has no positive`);
    if (form === 'in') return all - logSumExp(own);
    return own.reduce((sum, score) => sum + all - score, 0) / own.length;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function select(row: readonly number[], mask: readonly boolean[] | undefined): number[] {
  return row.filter((_, j) => mask?.[j] === true);
}
