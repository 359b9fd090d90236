import { useEffect, useRef } from 'react';

/** Milliseconds a point takes from checkpoint to checkpoint. */
const GLIDE = 180;

/**
 * Draws at once, and once per frame while the positions move from where they are shown to where they should be. People
 * who asked for less motion see them jump. `draw` must be the same function as long as nothing but positions changes.
 */
export function useGlide(positions: Float32Array, draw: (shown: Float32Array) => void): void {
  const shown = useRef(positions);
  useEffect(() => {
    const from = shown.current;
    const still = from.length !== positions.length || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const started = performance.now();
    let next = 0;
    const step = (now: number): void => {
      const share = still || from === positions ? 1 : Math.min(1, Math.max(0, now - started) / GLIDE);
      shown.current = share === 1 ? positions : between(from, positions, share);
      draw(shown.current);
      if (share < 1) next = requestAnimationFrame(step);
    };
    step(started);
    return () => {
      cancelAnimationFrame(next);
    };
  }, [positions, draw]);
}

function between(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return from.map((value, at) => value + share * ((to[at] ?? 0) - value));
}
