import type { FromWorker } from '../engine/protocol';
import type { Port, PortListener } from './port';

/** Starts the engine's worker: the one place where the page knows where the engine's code lies. */
export function startEngine(listener: PortListener): Port {
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    listener.message(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    // A worker whose script did not load gives an event without a message.
    listener.crash(event.message || 'its code could not be loaded');
  };
  worker.onmessageerror = () => {
    listener.crash('a message from it could not be read');
  };
  return {
    send: (call) => {
      worker.postMessage(call);
    },
    abort: (id) => {
      worker.postMessage({ abort: id });
    },
    close: () => {
      worker.terminate();
    },
  };
}
