import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { scatterMatrix, type Points } from './covariance';
import { principalAxes, projectPoints } from './principal-axes';
import { symmetricEigen } from './symmetric-eigen';

const WIDTH = 40;

/** Normal points, wider along some coordinates than along others, moved by `shift`. */
function cloud(seed: number, count = 90, shift = 0): Points {
  const random = createRandom(seed);
  const values = Float32Array.from(
    { length: count * WIDTH },
    (_, at) => random.normal() / (1 + (at % WIDTH) / 4) + shift,
  );
  return { count, width: WIDTH, values };
}

test.each([11, 12, 13])('the axes are those of a float64 Jacobi decomposition (seed %i)', (seed) => {
  const points = cloud(seed);
  const { axes, explained } = principalAxes([points], 2, 1);
  const scatter = scatterMatrix(points);
  const oracle = symmetricEigen(scatter, WIDTH);
  const total = oracle.values.reduce((sum, value) => sum + value, 0);
  for (const axis of [0, 1]) {
    const inner = Array.from(
      { length: WIDTH },
      (_, i) => (axes[axis * WIDTH + i] ?? 0) * (oracle.vectors[axis * WIDTH + i] ?? 0),
    ).reduce((sum, x) => sum + x, 0);
    expect(Math.abs(inner)).toBeCloseTo(1, 10);
    expect(explained[axis]).toBeCloseTo((oracle.values[axis] ?? 0) / total, 10);
  }
});

test('the scatter matrix is the plain double sum (seed 14)', () => {
  const points = cloud(14, 7);
  const at = (row: number, i: number): number => points.values[row * WIDTH + i] ?? 0;
  const rows = [0, 1, 2, 3, 4, 5, 6];
  const mean = (i: number): number => rows.reduce((sum, row) => sum + at(row, i), 0) / rows.length;
  const scatter = scatterMatrix(points);
  for (const [i, j] of [
    [0, 0],
    [3, 17],
    [39, 2],
  ] as const) {
    const plain = rows.reduce((sum, row) => sum + (at(row, i) - mean(i)) * (at(row, j) - mean(j)), 0);
    expect(scatter[i * WIDTH + j]).toBeCloseTo(plain, 10);
  }
});

test('the seed of the iteration decides nothing, not even a sign (seed 15)', () => {
  const points = cloud(15);
  const one = projectPoints(points, principalAxes([points], 2, 1));
  const other = projectPoints(points, principalAxes([points], 2, 99));
  one.forEach((value, at) => {
    expect(other[at]).toBeCloseTo(value, 5);
  });
});

test('a shift between groups draws no axis, but is shown along the axes (seed 16)', () => {
  const before = cloud(16);
  const after = cloud(16, 90, 3);
  const alone = principalAxes([before], 2, 1);
  const together = principalAxes([before, after], 2, 1);
  together.axes.forEach((value, at) => {
    expect(value).toBeCloseTo(alone.axes[at] ?? 0, 5);
  });
  const mean = (points: Points): number =>
    projectPoints(points, together).reduce((sum, x) => sum + x, 0) / points.count;
  const along = together.axes.reduce((sum, x) => sum + x, 0) * 3;
  expect(mean(after) - mean(before)).toBeCloseTo(along, 4);
});

test('points that are all the same stand at the origin and explain nothing', () => {
  const points = { count: 3, width: 4, values: new Float32Array(12).fill(0.5) };
  const axes = principalAxes([points], 2, 1);
  expect(axes.explained).toEqual([0, 0]);
  expect([...projectPoints(points, axes)]).toEqual([0, 0, 0, 0, 0, 0]);
});
