/** Work done at a stretch before other tasks of the thread get their turn. */
const STRETCH_MS = 30;

/**
 * Returns a function to await inside a long loop: most calls return at once, and every 30 ms one lets the
 * event loop run, so that an abort message can arrive; then it throws the signal's reason if that is aborted.
 */
export function createPause(signal: AbortSignal | undefined): () => Promise<void> {
  let since = Date.now();
  return async () => {
    if (Date.now() - since >= STRETCH_MS) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      since = Date.now();
    }
    signal?.throwIfAborted();
  };
}
