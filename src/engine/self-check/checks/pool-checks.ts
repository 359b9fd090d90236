import { plainPool, pool } from '../../kernels/pool/pool';
import { packSequences } from '../../model/token-batch';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

const LENGTHS = [1, 7, 130];
const WIDTH = 34;

export function poolChecks(): Check[] {
  const rows = LENGTHS.reduce((sum, length) => sum + length, 0);
  return (['mean', 'cls'] as const).map((pooling) => {
    const run =
      (operation: typeof pool) =>
      (inputs: Inputs): ReturnType<typeof pool> => {
        const batch = packSequences(LENGTHS.map((length) => new Int32Array(length)));
        return operation(matrix(inputs, 'hidden'), batch, pooling, true);
      };
    return operationCheck({
      operation: `Pooling, ${pooling}`,
      input: `${LENGTHS.join(' + ')} tokens, ${String(WIDTH)} wide`,
      shapes: { hidden: [rows, WIDTH] },
      fused: run(pool),
      plain: run(plainPool),
    });
  });
}
