import type { CDPSession, Page } from 'playwright';

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

/** Reads the JavaScript heaps of a page's workers over the browser's debugging protocol. */
export interface WorkerHeaps {
  /** Bytes in use in all of them, after collecting garbage. */
  used(): Promise<number>;
}

export async function watchHeaps(page: Page): Promise<WorkerHeaps> {
  const devtools = await page.context().newCDPSession(page);
  const workers = new Set<string>();
  devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  devtools.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  // Without flattening, messages of workers come through the page's own session, which is the one Playwright gives.
  await devtools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const ask = asker(devtools);
  return {
    used: async () => {
      let bytes = 0;
      for (const worker of workers) {
        await ask(worker, 'HeapProfiler.collectGarbage');
        bytes += (await ask(worker, 'Runtime.getHeapUsage')).result?.usedSize ?? 0;
      }
      return bytes;
    },
  };
}

function asker(devtools: CDPSession): (worker: string, method: string) => Promise<Answer> {
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer; // the protocol's own form
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  return async (sessionId, method) => {
    const id = ++asked;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    await devtools.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answered;
  };
}
