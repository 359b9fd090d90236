import { attention, plainAttention } from '../../kernels/attention/attention';
import { packSequences } from '../../model/token-batch';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

interface Case {
  readonly lengths: readonly number[];
  readonly heads: number;
  /** Numbers of a head's vector. */
  readonly depth: number;
  /** Distances that a relative-position bias knows; 0 for none. */
  readonly reach: number;
}

/** One token; the lengths around a block of 128; several texts; heads of an awkward width; a bias by distance. */
const CASES: readonly Case[] = [
  ...[[1], [127], [128], [129], [5, 1, 16, 33]].map((lengths) => ({
    lengths,
    heads: 2,
    depth: 32,
    reach: 0,
  })),
  { lengths: [17, 3], heads: 3, depth: 6, reach: 0 },
  { lengths: [17, 3], heads: 2, depth: 32, reach: 20 },
];

export function attentionChecks(): Check[] {
  return CASES.map(attentionCheck);
}

function attentionCheck({ lengths, heads, depth, reach }: Case): Check {
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const run =
    (operation: typeof attention) =>
    (inputs: Inputs): ReturnType<typeof attention> => {
      const [q, k, v] = [matrix(inputs, 'q'), matrix(inputs, 'k'), matrix(inputs, 'v')];
      const batch = packSequences(lengths.map((length) => new Int32Array(length)));
      return operation(q, k, v, batch, heads, reach === 0 ? null : matrix(inputs, 'bias'));
    };
  const size = [rows, heads * depth];
  return operationCheck({
    operation: reach === 0 ? 'Attention' : 'Attention with positions',
    input: `${lengths.join(' + ')} ${rows === 1 ? 'token' : 'tokens'}, ${String(heads)} heads of ${String(depth)}`,
    shapes: { q: size, k: size, v: size, ...(reach === 0 ? {} : { bias: [heads, 2 * reach - 1] }) },
    fused: run(attention),
    plain: run(plainAttention),
  });
}
