import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import golden from '../../fixtures/golden/losses.json';
import { unitRows } from '../kernels/pool/pool';
import { ALL_BACKENDS, onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import type { Roles } from './contrastive';
import { distill } from './distill';
import { infoNce } from './infonce';
import { plainRoles } from './plain-roles';
import { softNearestNeighbour } from './soft-nearest-neighbour';

type Matrix = readonly (readonly number[])[];
interface Case {
  readonly name: string;
  readonly value: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly gradients: Readonly<Record<string, Matrix>>;
}
const cases = golden as readonly unknown[] as readonly Case[]; // the golden file's layout, see its README

/** Value of the loss and its gradients by input name; the inputs are raw rows, normalised here as in the oracle. */
async function evaluate(
  loss: (inputs: Record<string, tf.Tensor2D>) => tf.Scalar,
  { inputs, gradients }: Case,
) {
  const names = Object.keys(gradients);
  const tensors = names.map((name) => tf.tensor2d(inputs[name] as number[][])); // matrices in the golden file
  const { value, grads } = tf.valueAndGrads(
    (...args: tf.Tensor[]) =>
      loss(Object.fromEntries(names.map((name, i) => [name, args[i] as tf.Tensor2D]))), // made as matrices
  )(tensors);
  const found = await Promise.all(grads.map((gradient) => gradient.data()));
  return {
    value: await value.data(),
    gradients: Object.fromEntries(names.map((name, i) => [name, found[i] ?? new Float32Array()])),
  };
}

async function check(
  loss: (inputs: Record<string, tf.Tensor2D>) => tf.Scalar,
  golden: Case,
  tolerance: number,
) {
  const found = await evaluate(loss, golden);
  expectClose(`${golden.name}: value`, found.value, [golden.value], tolerance);
  for (const [name, want] of Object.entries(golden.gradients)) {
    expectClose(`${golden.name}: d/d${name}`, found.gradients[name] ?? [], want.flat(), tolerance);
  }
}

function rows(inputs: Record<string, tf.Tensor2D>, ...names: string[]): tf.Tensor2D {
  const parts = names.map((name) => unitRows(inputs[name] as tf.Tensor2D)); // names of the case's matrices
  return parts.length === 1 && parts[0] ? parts[0] : tf.concat(parts, 0);
}

/** Roles of stage 1: documents are the views (labelled, synthetic, cot) of all rows, then the negatives. */
function distillRoles(keep: readonly (readonly boolean[])[]): Roles {
  const queries = keep.length;
  const documents = queries * 4;
  const positive = new Float32Array(queries * documents);
  keep.forEach((views, i) => {
    views.forEach((kept, view) => {
      positive[i * documents + view * queries + i] = +kept;
    });
  });
  return { queries, documents, positive, candidate: new Float32Array(queries * documents).fill(1) };
}

const tolerances = { wasm: 1e-5, cpu: 1e-5, webgpu: 1e-5 };

onBackends('InfoNCE equals the golden values and gradients', ALL_BACKENDS, async (backend) => {
  for (const golden of cases.filter(({ name }) => name.startsWith('infonce'))) {
    const temperature = Number(golden.inputs['tau']);
    const symmetric = golden.name.includes('symmetric');
    const documents = Object.keys(golden.gradients).filter((name) => name !== 'q');
    const loss = (inputs: Record<string, tf.Tensor2D>): tf.Scalar =>
      infoNce(rows(inputs, 'q'), rows(inputs, ...documents), plainRoles(4, 4 * documents.length), {
        temperature,
        symmetric,
      });
    await check(loss, golden, tolerances[backend]);
  }
});

onBackends(
  'the distillation loss equals the golden values and gradients, both forms',
  ALL_BACKENDS,
  async (backend) => {
    for (const golden of cases.filter(({ name }) => name.startsWith('distill'))) {
      const form = golden.inputs['form'] === 'in' ? 'in' : 'out';
      const roles = distillRoles(golden.inputs['keep'] as boolean[][]); // booleans in the golden file
      const options = { temperature: Number(golden.inputs['tau']), form } as const;
      await check(
        (inputs) => distill(rows(inputs, 'q'), rows(inputs, 'p', 'pp', 'ct', 'ng'), roles, options),
        golden,
        tolerances[backend],
      );
    }
  },
);

onBackends('soft nearest neighbour equals the golden values and gradients', ALL_BACKENDS, async (backend) => {
  for (const golden of cases.filter(({ name }) => name.startsWith('soft nearest'))) {
    const labels = Int32Array.from(golden.inputs['labels'] as number[]); // integers in the golden file
    const inverse = 1 / Number(golden.inputs['T']);
    const loss = (inputs: Record<string, tf.Tensor2D>): tf.Scalar =>
      softNearestNeighbour(inputs['x'] as tf.Tensor2D, labels, tf.scalar(inverse)); // the case's only matrix
    await check(loss, golden, tolerances[backend]);
  }
});

test('there are golden cases of every loss', () => {
  const count = (prefix: string): number => cases.filter(({ name }) => name.startsWith(prefix)).length;
  expect([count('infonce'), count('distill'), count('soft nearest')]).toEqual([9, 6, 3]);
});

onBackends(
  'stage 1 pulls the query to its synthetic passage: dL / d s(q, p+) < 0 (seed 5)',
  ['wasm', 'cpu'],
  async () => {
    // The published code returns plain InfoNCE, under which this derivative is positive.
    for (const form of ['in', 'out'] as const) {
      const roles = distillRoles([
        [true, true, true],
        [true, true, true],
      ]);
      const q = tf.eye(2, 2);
      const gradient = tf.grad((d: tf.Tensor) => distill(q, d.as2D(8, 2), roles, { temperature: 1, form }))(
        tf.randomNormal([8, 2], 0, 1, 'float32', 5),
      );
      const values = await gradient.data();
      // d is [8, 2] and q the identity, so dL/dd[j, i] is dL/ds(q_i, d_j); p+ of query i is document 2 + i.
      expect(values[2 * 2 + 0]).toBeLessThan(0);
      expect(values[3 * 2 + 1]).toBeLessThan(0);
    }
  },
);

onBackends(
  'the worked example of stage 1, and not what the published code gives for it',
  ['wasm', 'cpu'],
  async () => {
    // methods: q, then p, p+, c, n of two rows.
    const q = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const d = unitRows(
      tf.tensor2d([1, 0.2, 0.1, 1, 0.9, 0.5, 0.4, 0.9, 0.7, 0.7, -0.2, 1, 0.6, 0.8, 0.9, 0.3], [8, 2]),
    );
    const all = distillRoles([
      [true, true, true],
      [true, true, true],
    ]);
    const labels = distillRoles([
      [true, false, false],
      [true, false, false],
    ]);
    const value = async (roles: Roles, form: 'in' | 'out'): Promise<number> =>
      (await distill(q, d, roles, { temperature: 1, form }).data())[0] ?? Number.NaN;
    expect(await value(all, 'in')).toBeCloseTo((0.74407762 + 0.73075745) / 2, 5);
    expect(await value(all, 'out')).toBeCloseTo((1.848952 + 1.82999088) / 2, 5);
    // The published code: a query's own synthetic passage and reasoning are its negatives.
    expect(await value(labels, 'in')).toBeCloseTo((1.72231957 + 1.79809683) / 2, 5);
  },
);

onBackends('a masked false negative leaves the denominator', ['wasm', 'cpu'], async () => {
  const q = unitRows(
    tf.tensor2d([
      [1, 0.2],
      [0.1, 1],
    ]),
  );
  const d = unitRows(
    tf.tensor2d([
      [1, 0],
      [0, 1],
      [1, 0.1],
    ]),
  );
  const roles = plainRoles(2, 3);
  roles.candidate[0 * 3 + 2] = 0;
  const masked = infoNce(q, d, roles, { temperature: 0.05, symmetric: false });
  const first = infoNce(q.slice([0, 0], [1, 2]), d.slice([0, 0], [2, 2]), plainRoles(1, 2), {
    temperature: 0.05,
    symmetric: false,
  });
  const second = infoNce(q, d, plainRoles(2, 3), { temperature: 0.05, symmetric: false });
  const all = infoNce(q.slice([0, 0], [1, 2]), d, plainRoles(1, 3), { temperature: 0.05, symmetric: false });
  // mean over two queries; only query 0 changes.
  const [m, f, s, a] = (await Promise.all([masked, first, second, all].map((t) => t.data()))).map(
    (x) => x[0] ?? 0,
  );
  expect((m ?? 0) * 2).toBeCloseTo((s ?? 0) * 2 - (a ?? 0) + (f ?? 0), 4);
});
