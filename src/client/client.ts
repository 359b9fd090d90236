import type { Command, FromWorker, RequestOf, ResponseOf, WireError } from '../engine/protocol';
import type { EngineEvent } from '../engine/protocol/events';
import { EngineError } from './engine-error';
import type { Port, StartEngine } from './port';

export interface CallOptions {
  /** Aborting asks the engine to stop; the call then rejects with an `EngineError` named AbortError. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

export interface Client {
  /** Calls the engine. Rejects with `EngineError`, whatever went wrong. */
  call<C extends Command>(command: C, request: RequestOf<C>, options?: CallOptions): Promise<ResponseOf<C>>;
  /** Counts the engine's lives: goes up as one crashes, and what was opened under an earlier number is gone. */
  generation(): number;
}

interface Pending {
  settle(message: FromWorker): void;
  fail(error: EngineError): void;
}

type Answer<C extends Command> = { readonly command: C; readonly result: ResponseOf<C> };

/**
 * Typed calls to the engine's worker. The worker starts with the first call; when it crashes, every open call
 * rejects and the next one starts a fresh worker.
 * `onLooseError` hears errors that answer no call, such as a lost device.
 */
export function createClient(
  start: StartEngine,
  onLooseError: (error: EngineError) => void = () => undefined,
): Client {
  const pending = new Map<number, Pending>();
  let port: Port | undefined;
  let generation = 1;
  let lastId = 0;

  const crash = (dead: number, reason: string): void => {
    if (dead !== generation || port === undefined) return; // a late word from a worker already replaced
    port.close();
    port = undefined;
    generation++;
    const calls = [...pending.values()];
    const error = crashError(reason);
    for (const call of calls) call.fail(error);
    if (calls.length === 0) onLooseError(error);
  };

  const connect = (): Port => {
    if (port !== undefined) return port;
    const mine = generation;
    port = start({
      message: (message) => {
        if (mine !== generation) return;
        pending.get(message.id)?.settle(message);
        if ('error' in message && message.id === 0) onLooseError(new EngineError(message.error));
      },
      crash: (reason) => {
        crash(mine, reason);
      },
    });
    return port;
  };

  return {
    generation: () => generation,
    call: (command, request, options = {}) =>
      new Promise((resolve, reject) => {
        if (options.signal?.aborted === true) {
          reject(cancelled());
          return;
        }
        const id = ++lastId;
        const connected = connect();
        const abort = (): void => {
          connected.abort(id);
        };
        const end = (): void => {
          pending.delete(id);
          options.signal?.removeEventListener('abort', abort);
        };
        pending.set(id, openCall(command, { end, resolve, reject }, options.onEvent));
        options.signal?.addEventListener('abort', abort);
        try {
          connected.send({ id, command, request });
        } catch (error) {
          pending.get(id)?.fail(unsendable(error));
        }
      }),
  };
}

interface Outcome<C extends Command> {
  /** Called once, before either of the others. */
  end(): void;
  resolve(result: ResponseOf<C>): void;
  reject(error: EngineError): void;
}

function openCall<C extends Command>(
  command: C,
  outcome: Outcome<C>,
  onEvent: CallOptions['onEvent'],
): Pending {
  const fail = (error: EngineError): void => {
    outcome.end();
    outcome.reject(error);
  };
  const settle = (message: FromWorker): void => {
    if ('event' in message) onEvent?.(message.event);
    else if ('error' in message) fail(new EngineError(message.error));
    else if (answers(command, message)) {
      outcome.end();
      outcome.resolve(message.result);
    } else fail(new EngineError(mixedUp(command, message.command)));
  };
  return { settle, fail };
}

function answers<M extends { readonly command: Command }, C extends Command>(
  command: C,
  message: M,
): message is M & Answer<C> {
  return message.command === command;
}

function mixedUp(asked: Command, answered: Command): WireError {
  return { name: 'EngineError', message: `The engine answered "${answered}" to "${asked}".` };
}

function cancelled(): EngineError {
  return new EngineError({ name: 'AbortError', message: 'Cancelled.' });
}

function unsendable(error: unknown): EngineError {
  return new EngineError({ name: 'EngineError', message: `The request could not be sent: ${String(error)}` });
}

function crashError(reason: string): EngineError {
  return new EngineError({
    name: 'EngineCrash',
    message: `The engine stopped unexpectedly (${reason}). Your files are untouched; the next action starts it afresh.`,
  });
}
