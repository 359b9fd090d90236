import { useLayoutEffect, useRef, type FocusEvent } from 'react';

/**
 * Keeps the keyboard in a part of the page whose buttons make room for one another, such as "Start" for "Cancel": when
 * the one it was on goes, the first that can be pressed has it.
 *
 * @param state changes when the buttons do
 * @returns props of the element that holds the buttons
 */
export function useKeptFocus<E extends HTMLElement = HTMLElement>(state: unknown) {
  const part = useRef<E>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    if (!inside.current || part.current?.contains(document.activeElement) === true) return;
    part.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus({ preventScroll: true });
  }, [state]);
  return {
    ref: part,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: (event: FocusEvent) => {
      inside.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}
