import type { MovableViewport } from './use-viewport';

/** A step of zooming by a key or a button. */
export const ZOOM = 1.5;

interface KeyTargets {
  /** The point looked at. */
  readonly at: number | null;
  readonly points: number;
  readonly viewport: Pick<MovableViewport, 'zoom' | 'showWhole'>;
  readonly onFocus: (point: number | null) => void;
  readonly onSelect: (point: number | null) => void;
}

/** Does what a key asks of the map; false for a key that asks nothing of it. */
export function pressKey(key: string, { at, points, viewport, onFocus, onSelect }: KeyTargets): boolean {
  const to = targetOf(key, at, points);
  if (to !== null) onFocus(to);
  else if (key === 'Enter' || key === ' ') onSelect(at);
  else if (key === 'Escape') onSelect(null);
  else if (key === '+' || key === '=') viewport.zoom(ZOOM);
  else if (key === '-') viewport.zoom(1 / ZOOM);
  else if (key === '0') viewport.showWhole();
  else return false;
  return true;
}

/** The point a key leads to from another; null where the key leads nowhere. */
function targetOf(key: string, from: number | null, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowRight' || key === 'ArrowDown') return ((from ?? -1) + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return ((from ?? 0) - 1 + count) % count;
  return null;
}
