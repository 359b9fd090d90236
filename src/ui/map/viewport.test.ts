import { expect, test } from 'vitest';
import { fitViewport, pan, pointAt, toScreen, zoomAt } from './viewport';

const SIZE = { width: 400, height: 200 };
const FRAMES = [Float32Array.of(-1, 0, 3, 1), Float32Array.of(0, -1, 2, 0)];

test('every point of every frame lies within the picture, and the outermost touch the margin', () => {
  const view = fitViewport(FRAMES, SIZE);
  const corners = FRAMES.flatMap((positions) => [
    toScreen(view, SIZE, positions[0] ?? 0, positions[1] ?? 0),
    toScreen(view, SIZE, positions[2] ?? 0, positions[3] ?? 0),
  ]);
  expect(Math.min(...corners.map(([, y]) => y))).toBeCloseTo(24);
  expect(Math.max(...corners.map(([, y]) => y))).toBeCloseTo(176);
  for (const [x] of corners) {
    expect(x).toBeGreaterThanOrEqual(24);
    expect(x).toBeLessThanOrEqual(376);
  }
});

test('up is up', () => {
  const view = fitViewport(FRAMES, SIZE);
  expect(toScreen(view, SIZE, 0, 1)[1]).toBeLessThan(toScreen(view, SIZE, 0, 0)[1]);
});

test('zooming keeps what lies under the pointer', () => {
  const view = fitViewport(FRAMES, SIZE);
  const [px, py] = toScreen(view, SIZE, 2, 0.5);
  const zoomed = zoomAt(view, SIZE, px, py, 3);
  expect(zoomed.scale).toBeCloseTo(3 * view.scale);
  const [x, y] = toScreen(zoomed, SIZE, 2, 0.5);
  expect(x).toBeCloseTo(px);
  expect(y).toBeCloseTo(py);
});

test('panning moves by pixels', () => {
  const view = fitViewport(FRAMES, SIZE);
  const [x, y] = toScreen(view, SIZE, 1, 0);
  const [movedX, movedY] = toScreen(pan(view, 30, -20), SIZE, 1, 0);
  expect(movedX).toBeCloseTo(x + 30);
  expect(movedY).toBeCloseTo(y - 20);
});

test('the point under the pointer, within reach, the one on top among equals', () => {
  const positions = Float32Array.of(0, 0, 1, 0, 1, 0);
  const view = { x: 0, y: 0, scale: 100 };
  expect(pointAt(positions, view, SIZE, [203, 100], 8)).toBe(0);
  expect(pointAt(positions, view, SIZE, [299, 100], 8)).toBe(2);
  expect(pointAt(positions, view, SIZE, [250, 100], 8)).toBe(-1);
});

test('points that all coincide, or none, still give a picture', () => {
  for (const frames of [[Float32Array.of(2, 3)], [new Float32Array()]]) {
    const view = fitViewport(frames, SIZE);
    expect(Number.isFinite(view.scale)).toBe(true);
  }
  expect(toScreen(fitViewport([Float32Array.of(2, 3)], SIZE), SIZE, 2, 3)).toEqual([200, 100]);
});
