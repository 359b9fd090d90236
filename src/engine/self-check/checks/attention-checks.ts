import { attention, plainAttention } from '../../kernels/attention/attention';
import { packSequences } from '../../model/token-batch';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

const HEADS = 2;
const WIDTH = 64;

/** One token, the lengths around a block of 128, and texts of several lengths side by side. */
const LENGTHS = [[1], [127], [128], [129], [5, 1, 16, 33]] as const;

export function attentionChecks(): Check[] {
  return LENGTHS.map((lengths) => attentionCheck(lengths));
}

function attentionCheck(lengths: readonly number[]): Check {
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const run =
    (operation: typeof attention) =>
    (inputs: Inputs): ReturnType<typeof attention> => {
      const batch = packSequences(lengths.map((length) => new Int32Array(length)));
      return operation(matrix(inputs, 'q'), matrix(inputs, 'k'), matrix(inputs, 'v'), batch, HEADS);
    };
  const tokens = lengths.length === 1 && rows === 1 ? 'token' : 'tokens';
  return operationCheck({
    operation: 'Attention',
    input: `${lengths.join(' + ')} ${tokens}, ${String(HEADS)} heads of ${String(WIDTH / HEADS)}`,
    shapes: { q: [rows, WIDTH], k: [rows, WIDTH], v: [rows, WIDTH] },
    fused: run(attention),
    plain: run(plainAttention),
  });
}
