import type { FromWorker, ToWorker } from '../engine/protocol';
import { serveBuiltInModel } from './built-in-model';
import type { Port, PortListener } from './port';

/** Starts the engine's worker: the one place where the page knows where the engine's code lies. */
export function startEngine(listener: PortListener): Port {
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  lendBuiltInModel(worker);
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

/** The browser's own language model is for pages only: the engine asks it through a channel. */
function lendBuiltInModel(worker: Worker): void {
  const model = globalThis.LanguageModel;
  if (model === undefined) return;
  const { port1, port2 } = new MessageChannel();
  serveBuiltInModel(port1, model);
  const message: ToWorker = { builtInModel: port2 };
  worker.postMessage(message, [port2]);
}
