import type { Client } from './client';

/**
 * The page's handle for scripts and for the headless command: `kennel.call('openModel', { source })` in the
 * console does what the page does. Commands, requests and responses are `Api` in engine/protocol.ts.
 */
export interface ScriptingHandle {
  readonly call: Client['call'];
}

declare global {
  var kennel: ScriptingHandle;
}

/** Puts the handle on the global object. */
export function exposeScriptingHandle(client: Client): void {
  globalThis.kennel = { call: client.call };
}
