import { useCallback, useState } from 'react';

/** The width of an element in whole CSS pixels, now and whenever it changes; 0 before it is known. */
export function useWidth(): readonly [ref: (element: Element | null) => void, width: number] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const watcher = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, []);
  return [ref, width];
}
