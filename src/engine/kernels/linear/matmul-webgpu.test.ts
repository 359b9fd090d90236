import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../../backend/open-device';
import { GpuBackend } from '../../backend/webgpu-backend';
import { expectClose } from '../../testing/close-to';
import { compareWithPlain, randomInputs, type Operation } from '../../testing/compare-with-plain';
import { runKernels } from '../run-kernel';
import { plainGelu } from './gelu';
import { columnSum, linear, linearGelu } from './linear';

const SEED = 29;
const TOLERANCE = 1e-5;

async function gpu(): Promise<GpuBackend> {
  await openDevice('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof GpuBackend)) throw new Error('WebGPU expected');
  return backend;
}

/** op(A) op(B) in double precision, [rows * columns]. */
function reference(
  a: Float32Array,
  b: Float32Array,
  [rows, depth, columns]: readonly [number, number, number],
  [transposeA, transposeB]: readonly [boolean, boolean],
): Float64Array {
  const c = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < depth; k++) {
      const left = a[transposeA ? k * rows + i : i * depth + k] ?? Number.NaN;
      for (let j = 0; j < columns; j++) {
        const right = b[transposeB ? j * depth + k : k * columns + j] ?? Number.NaN;
        c[i * columns + j] = (c[i * columns + j] ?? 0) + left * right;
      }
    }
  return c;
}

const TRANSPOSITIONS: readonly (readonly [boolean, boolean])[] = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
];

describe.each([
  ['in registers', true],
  ['by tiles', false],
])('matrix product %s on webgpu (seed 29)', (_, software) => {
  let restore = (): void => undefined;
  beforeAll(async () => {
    const backend = await gpu();
    const before = backend.software;
    backend.software = software;
    restore = () => {
      backend.software = before;
    };
  });
  afterAll(() => {
    restore();
  });

  const sizes: readonly (readonly [number, number, number])[] = [
    [1, 1, 1],
    [4, 3, 5],
    [64, 32, 64],
    [65, 20, 68],
    [31, 129, 33],
    [127, 6, 2],
    // Few tiles and a long sum, which the tiled form splits; 1,030 is no multiple of the unit of a share.
    [3, 1030, 5],
    [8, 1024, 12],
  ];
  test.each(sizes)('%i x %i x %i, all transpositions', async (...size) => {
    const [rows, depth, columns] = size;
    const [a = new Float32Array(), b = new Float32Array()] = randomInputs(
      [[rows * depth], [depth * columns]],
      SEED,
    );
    for (const transposed of TRANSPOSITIONS) {
      const left = tf.tensor2d(a, transposed[0] ? [depth, rows] : [rows, depth]);
      const right = tf.tensor2d(b, transposed[1] ? [columns, depth] : [depth, columns]);
      const got = await tf.matMul(left, right, ...transposed).data();
      expectClose(transposed.join(), got, reference(a, b, size, transposed), TOLERANCE);
    }
  });

  test.each([
    [5, 7, 9],
    [70, 12, 66],
    // The forward product and the weight's gradient have long sums: both split in the tiled form.
    [6, 520, 8],
    [530, 6, 7],
  ])('linear and its gradients: %i rows, %i inputs, %i outputs', async (rows, inputs, outputs) => {
    const shapes = [[rows, inputs], [outputs, inputs], [outputs]];
    const [x, w, b] = randomInputs(shapes, SEED);
    if (!x || !w || !b) throw new Error('three inputs expected');
    const backend = await gpu();
    expect(backend.software).toBe(software);
    const tensors = [
      tf.tensor2d(x, [rows, inputs]),
      tf.tensor2d(w, [outputs, inputs]),
      tf.tensor1d(b),
    ] as const;
    const product = reference(x, w, [rows, inputs, outputs], [false, true]);
    const inner = product.map((value, i) => value + (b[i % outputs] ?? Number.NaN));
    expectClose('linear', await linear(...tensors).data(), inner, TOLERANCE);
    const [y, kept] = runKernels('KennelLinearGelu', { x: tensors[0], w: tensors[1], b: tensors[2] });
    if (!y || !kept) throw new Error('two outputs expected');
    expectClose('inner', await kept.data(), inner, TOLERANCE);
    const gelu = await plainGelu(tf.tensor1d(Float32Array.from(inner))).data();
    expectClose('gelu', await y.data(), gelu, TOLERANCE);
    const [dw, db] = runKernels('KennelWeightGradient', { x: tensors[0], dy: y });
    if (!dw || !db) throw new Error('two outputs expected');
    const dy = Float32Array.from(await y.data());
    const wantW = reference(dy, x, [outputs, rows, inputs], [true, false]);
    expectClose('dw', await dw.data(), wantW, TOLERANCE);
    const ones = new Float32Array(rows).fill(1);
    const sums = reference(dy, ones, [outputs, rows, 1], [true, false]);
    expectClose('db', await db.data(), sums, TOLERANCE);
    expectClose('column sums', await columnSum(y).data(), sums, TOLERANCE);
  });
});

test('batches and whole numbers are left to tfjs', async () => {
  const both: Operation = (x, y) => tf.matMul(x, y);
  await compareWithPlain('webgpu', {
    operation: both,
    plain: both,
    shapes: [
      [3, 4, 5],
      [3, 5, 2],
    ],
    seed: SEED,
  });
  const whole = tf.matMul(tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[3], [4]], [2, 1], 'int32'));
  expect([...(await whole.data())]).toEqual([11]);
});

test('linear + GELU keeps its gradient on webgpu (seed 29)', async () => {
  const op: Operation = (x, w, b) => linearGelu(x as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D); // shapes below
  await compareWithPlain('webgpu', {
    operation: op,
    plain: (x, w, b) => plainGelu(tf.add(tf.matMul(x, w, false, true), b)),
    shapes: [[33, 20], [36, 20], [36]],
    seed: SEED,
    tolerance: { value: TOLERANCE, gradient: 1e-5 },
  });
});
