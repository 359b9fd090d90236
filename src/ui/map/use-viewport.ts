import { useCallback, useMemo, useState } from 'react';
import type { EmbeddingMap } from '../../engine/protocol/map';
import { fitViewport, zoomAt, type Size, type Viewport } from './viewport';

export interface MovableViewport {
  readonly view: Viewport;
  /** The whole map is seen. */
  readonly whole: boolean;
  readonly change: (by: (view: Viewport) => Viewport) => void;
  /** Around the middle. */
  readonly zoom: (factor: number) => void;
  readonly showWhole: () => void;
}

/** What part of the map is seen: all of it, until it is zoomed or moved. */
export function useViewport({ frames }: EmbeddingMap, size: Size): MovableViewport {
  const fitted = useMemo(
    () =>
      fitViewport(
        frames.map(({ positions }) => positions),
        size,
      ),
    [frames, size],
  );
  const [moved, setMoved] = useState<Viewport | null>(null);
  const change = useCallback(
    (by: (view: Viewport) => Viewport) => {
      setMoved((now) => by(now ?? fitted));
    },
    [fitted],
  );
  return {
    view: moved ?? fitted,
    whole: moved === null,
    change,
    zoom: (factor) => {
      change((now) => zoomAt(now, size, size.width / 2, size.height / 2, factor));
    },
    showWhole: () => {
      setMoved(null);
    },
  };
}
