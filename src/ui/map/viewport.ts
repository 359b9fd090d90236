export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What part of the plane is seen: the point in the middle, and pixels per unit. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Pixels left free around the outermost points. */
const MARGIN = 24;

/** All points of all frames ([points, 2] each) within the picture. */
export function fitViewport(frames: readonly Float32Array[], { width, height }: Size): Viewport {
  const [left, right] = extent(frames, 0);
  const [bottom, top] = extent(frames, 1);
  const across = Math.max(1, width - 2 * MARGIN) / Math.max(right - left, 1e-9);
  const up = Math.max(1, height - 2 * MARGIN) / Math.max(top - bottom, 1e-9);
  return { x: (left + right) / 2, y: (bottom + top) / 2, scale: Math.min(across, up) };
}

function extent(frames: readonly Float32Array[], axis: 0 | 1): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const positions of frames)
    for (let at = axis; at < positions.length; at += 2) {
      const value = positions[at] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low > high ? [0, 0] : [low, high];
}

/** Pixels of a point of the plane, whose y grows upwards. */
export function toScreen(view: Viewport, { width, height }: Size, x: number, y: number): [number, number] {
  return [width / 2 + (x - view.x) * view.scale, height / 2 - (y - view.y) * view.scale];
}

/** Zooms so that what lies under a pixel stays there. */
export function zoomAt(
  view: Viewport,
  { width, height }: Size,
  px: number,
  py: number,
  factor: number,
): Viewport {
  const scale = view.scale * factor;
  const shift = 1 / view.scale - 1 / scale;
  return { x: view.x + (px - width / 2) * shift, y: view.y - (py - height / 2) * shift, scale };
}

/** Moves what is seen by pixels. */
export function pan(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale };
}

/** The point nearest to a pixel, if it is within reach (in pixels); -1 otherwise. Of equals the last, which is drawn on top. */
export function pointAt(
  positions: Float32Array,
  view: Viewport,
  size: Size,
  [px, py]: readonly [number, number],
  reach: number,
): number {
  let nearest = -1;
  let least = reach;
  for (let point = 0; 2 * point < positions.length; point++) {
    const [x, y] = toScreen(view, size, positions[2 * point] ?? 0, positions[2 * point + 1] ?? 0);
    const distance = Math.hypot(x - px, y - py);
    if (distance > least) continue;
    nearest = point;
    least = distance;
  }
  return nearest;
}
