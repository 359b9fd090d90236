import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import { pan, pointAt, zoomAt, type Size, type Viewport } from './viewport';

/** Pixels a finger or a pointer may miss a point by. */
const REACH = 14;
/** Pixels until a press is a drag and no click. */
const SLACK = 4;

interface Gestures {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly positions: Float32Array;
  readonly view: Viewport;
  readonly size: Size;
  readonly change: (by: (view: Viewport) => Viewport) => void;
  readonly onFocus: (point: number | null) => void;
  readonly onSelect: (point: number | null) => void;
}

/** Dragging moves the map, a click chooses a point, the wheel zooms while the map has the focus. */
export function useMapGestures({ canvas, positions, view, size, change, onFocus, onSelect }: Gestures) {
  const press = useRef<{ x: number; y: number; dragged: boolean } | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // Not passive, and not React's: the page must not scroll as well. Without the focus the wheel belongs to the page.
    const wheel = (event: WheelEvent): void => {
      if (document.activeElement !== element) return;
      event.preventDefault();
      const factor = Math.exp(-event.deltaY / 400);
      change((now) => zoomAt(now, size, event.offsetX, event.offsetY, factor));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', wheel);
    };
  }, [canvas, size, change]);

  const under = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): number | null => {
    const found = pointAt(positions, view, size, [offsetX, offsetY], REACH);
    return found === -1 ? null : found;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      press.current = { x: event.clientX, y: event.clientY, dragged: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const start = press.current;
      if (start === null) {
        onFocus(under(event));
        return;
      }
      const dx = event.clientX - start.x;
      const dy = event.clientY - start.y;
      if (!start.dragged && Math.hypot(dx, dy) < SLACK) return;
      press.current = { x: event.clientX, y: event.clientY, dragged: true };
      change((now) => pan(now, dx, dy));
    },
    onPointerUp: (event: PointerEvent) => {
      if (press.current?.dragged === false) onSelect(under(event));
      press.current = null;
    },
    onPointerCancel: () => {
      press.current = null;
    },
    onPointerLeave: () => {
      if (press.current === null) onFocus(null);
    },
  };
}
