import type { Question, Reply, WorkerName } from '../api';

/** What the benchmark in Node drives: one worker of each kind, started when it is first asked. */
interface BenchPage {
  call(worker: WorkerName, command: string, request: unknown): Promise<unknown>;
  /** Ends a worker and gives its memory back. */
  end(worker: WorkerName): void;
}

declare global {
  var bench: BenchPage;
}

interface Running {
  ask(command: string, request: unknown): Promise<unknown>;
  end(): void;
}

const START: Record<WorkerName, () => Worker> = {
  ours: () => new Worker(new URL('../worker/ours.worker.ts', import.meta.url), { type: 'module' }),
  stock: () => new Worker(new URL('../worker/stock.worker.ts', import.meta.url), { type: 'module' }),
  onnx: () => new Worker(new URL('../worker/onnx.worker.ts', import.meta.url), { type: 'module' }),
};

function run(worker: Worker): Running {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const open = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) open?.reject(new Error(data.error));
    else open?.resolve(data.result);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(`the worker failed: ${message}`));
    waiting.clear();
  };
  return {
    ask: (command, request) =>
      new Promise((resolve, reject) => {
        const id = asked++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, command, request } satisfies Question);
      }),
    end: () => {
      worker.terminate();
    },
  };
}

const workers = new Map<WorkerName, Running>();

globalThis.bench = {
  call: (name, command, request) => {
    const running = workers.get(name) ?? run(START[name]());
    workers.set(name, running);
    return running.ask(command, request);
  },
  end: (name) => {
    workers.get(name)?.end();
    workers.delete(name);
  },
};
