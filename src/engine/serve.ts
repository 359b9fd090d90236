import { InputError } from '../core/input-error';
import type { Command, FromWorker, ResponseOf, ToWorker, WireError } from './protocol';
import type { CallContext, Session } from './session/session';

type Call = Exclude<ToWorker, { abort: number }>;

/** The part of a worker's global scope that is used here. */
export interface Port {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

/** Answers the page's calls with a session: one answer a call, events in between, aborts by id. */
export function serve(port: Port, session: Session): void {
  const running = new Map<number, AbortController>();
  port.onmessage = ({ data }) => {
    if ('abort' in data) {
      running.get(data.abort)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(data.id, controller);
    const emit: CallContext['emit'] = (event) => {
      port.postMessage({ id: data.id, event }, []);
    };
    answer(session, data, { signal: controller.signal, emit })
      .then(({ message, transfer }) => {
        port.postMessage(message, transfer);
      })
      .catch((error: unknown) => {
        port.postMessage({ id: data.id, error: wireError(error) }, []);
      })
      .finally(() => running.delete(data.id));
  };
}

interface Answer {
  readonly message: FromWorker;
  readonly transfer: Transferable[];
}

function wrap<C extends Command>(
  call: { readonly id: number; readonly command: C },
  result: ResponseOf<C>,
  transfer: Transferable[] = [],
): Answer {
  const message = { id: call.id, command: call.command, result };
  return { message: message as unknown as FromWorker, transfer }; // the union cannot pair them for a type parameter
}

async function answer(session: Session, call: Call, context: CallContext): Promise<Answer> {
  switch (call.command) {
    case 'openDevice':
      return wrap(call, await session.openDevice(call.request));
    case 'openTrainingData':
      return wrap(call, await session.openTrainingData(call.request, context));
    case 'openEvaluationData':
      return wrap(call, await session.openEvaluationData(call.request, context));
    case 'openModel':
      return wrap(call, await session.openModel(call.request, context));
    case 'measureLengths':
      return wrap(call, await session.measureLengths(call.request, context));
    case 'train':
      return wrap(call, await session.train(call.request, context));
    case 'evaluate':
      return wrap(call, await session.evaluate(call.request, context));
    case 'control':
      return wrap(call, session.control(call.request));
    case 'exportModel':
      return wrap(call, await session.exportModel(call.request));
    case 'exportRecords':
      return wrap(call, session.exportRecords());
    case 'selfCheck':
      return wrap(call, await session.selfCheck(context));
    case 'embed': {
      const result = await session.embed(call.request, context);
      return wrap(call, result, [result.values.buffer]);
    }
    default:
      call satisfies never;
      throw new Error('the engine does not know this command');
  }
}

function wireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const place =
    error instanceof InputError
      ? { file: error.file, ...(error.line === undefined ? {} : { line: error.line }) }
      : {};
  return { name, message, ...(stack === undefined ? {} : { stack }), ...place };
}
