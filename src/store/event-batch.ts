export interface EventBatch<E> {
  add(event: E): void;
  /** Hands over at once what is waiting. */
  flush(): void;
}

/**
 * Gathers events and hands them over together, at most once per `interval` milliseconds, so that a fast run does
 * not re-render the page at every step. The first event after a quiet spell goes out at once.
 */
export function createEventBatch<E>(
  handOver: (events: readonly E[]) => void,
  interval: number,
  later: (run: () => void, milliseconds: number) => void = (run, milliseconds) => {
    setTimeout(run, milliseconds);
  },
): EventBatch<E> {
  let waiting: E[] = [];
  let resting = false;

  const flush = (): void => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    handOver(events);
  };
  const rest = (): void => {
    resting = true;
    later(() => {
      resting = false;
      if (waiting.length === 0) return;
      flush();
      rest();
    }, interval);
  };
  return {
    flush,
    add: (event) => {
      waiting.push(event);
      if (resting) return;
      flush();
      rest();
    },
  };
}
