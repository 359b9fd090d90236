import type { Answers, Question, Reply, WorkerName } from '../api';

/** Answers the questions of the page, one after the other. */
export function answer<W extends WorkerName>(answers: Answers<W>): void {
  const known = answers as unknown as Record<string, (request: unknown) => unknown>; // a message carries no types
  let last: Promise<unknown> = Promise.resolve();
  globalThis.onmessage = ({ data }: MessageEvent<Question>) => {
    const { id, command, request } = data;
    const reply = (message: Reply): void => {
      globalThis.postMessage(message);
    };
    last = last
      .then(() => known[command]?.(request))
      .then((result) => {
        reply({ id, result });
      })
      .catch((error: unknown) => {
        reply({
          id,
          error: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
        });
      });
  };
}
