import type { Command, FromWorker, RequestOf } from '../engine/protocol';

/** One call as it goes to the worker; for every command this is a member of `ToWorker`. */
export type Call<C extends Command> = {
  [P in C]: { readonly id: number; readonly command: P; readonly request: RequestOf<P> };
}[C];

/** What the client needs of a worker. */
export interface Port {
  send<C extends Command>(call: Call<C>): void;
  /** Asks the engine to stop call `id`. */
  abort(id: number): void;
  /** Ends the worker at once; nothing is heard from it any more. */
  close(): void;
}

export interface PortListener {
  message(message: FromWorker): void;
  /** The worker is dead or talks nonsense; `reason` is for people. */
  crash(reason: string): void;
}

/** Starts a worker and tells the listener what comes from it. */
export type StartEngine = (listener: PortListener) => Port;
