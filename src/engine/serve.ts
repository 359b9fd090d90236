import { UnknownLayoutError } from '../core/formats/mapping/ask-mapping';
import { InputError } from '../core/input-error';
import type { CallContext } from './commands/command';
import { perform } from './commands/perform';
import type { Command, FromWorker, RequestOf, ToWorker, WireError } from './protocol';
import type { Session } from './session/session';

/** A call of one command, its request tied to its name. */
interface Call<C extends Command> {
  readonly id: number;
  readonly command: C;
  readonly request: RequestOf<C>;
}

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
    if ('builtInModel' in data) {
      session.builtInModel = data.builtInModel;
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

async function answer<C extends Command>(
  session: Session,
  { id, command, request }: Call<C>,
  context: CallContext,
): Promise<{ readonly message: FromWorker; readonly transfer: Transferable[] }> {
  const result = await perform(session, command, request, context);
  const message = { id, command, result } as unknown as FromWorker; // the union cannot pair them for a type parameter
  return { message, transfer: buffersOf(result) };
}

/** The memory of the typed arrays that are values of a response. */
function buffersOf(result: unknown): ArrayBuffer[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.values(result).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

function wireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const place =
    error instanceof InputError
      ? { file: error.file, ...(error.line === undefined ? {} : { line: error.line }) }
      : {};
  const asked = error instanceof UnknownLayoutError ? { question: error.question } : {};
  return { name, message, ...(stack === undefined ? {} : { stack }), ...place, ...asked };
}
