// For the type of `globalThis.kennel`, which that file declares.
import type {} from '../client/scripting-handle.ts';
import type { Command, WireError } from '../engine/protocol.ts';
import type { EngineEvent } from '../engine/protocol/events.ts';
import type { OutputFile } from '../engine/protocol/results.ts';

/** One call of the engine, as it travels to the page. */
export interface PageJob {
  readonly command: Command;
  /** The request; for a command that opens files, everything but the files. */
  readonly request: unknown;
  /** Files of `picker`, in its order; each joins the list of this name in the request, the list `source` becomes its source. */
  readonly inputs: readonly { readonly name: string; readonly list: string }[];
  /** What holds the files. */
  readonly picker: HTMLInputElement;
  /** Where to put the files that the command answers with; '' when it answers with plain data. */
  readonly outputs: string;
}

export type PageReply = { readonly result: unknown } | { readonly error: WireError };

declare global {
  /** Set by the command: hears what the engine says while it works. */
  var kennelEvent: (event: EngineEvent) => Promise<void>;
  /** Tells the call under way to stop. */
  var kennelStop: (() => void) | undefined;
}

/** Runs in the page, so it may use nothing but its argument and the page's globals. */
export async function runInPage(job: PageJob): Promise<PageReply> {
  const stop = new AbortController();
  globalThis.kennelStop = () => {
    stop.abort();
  };
  let lastTold = Promise.resolve();
  const onEvent = (event: EngineEvent): void => {
    lastTold = globalThis.kennelEvent(event);
  };
  try {
    const lists: Record<string, File[]> = {};
    const picked = Array.from(job.picker.files ?? []);
    job.inputs.forEach(({ name, list }, at) => {
      const file = picked[at];
      if (file === undefined) throw new Error(`the browser was not given ${name}`);
      (lists[list] ??= []).push(new File([file], name)); // refers to the file on the disk, under the name given
    });
    const { source: files, ...others } = lists;
    const source = files === undefined ? {} : { source: { kind: 'files', files } };
    const request = { ...(job.request as object), ...others, ...source }; // requests are objects
    const result: unknown = await globalThis.kennel.call(
      job.command,
      request as never, // the caller's types tie the request to its command; they do not survive the trip here
      { onEvent, signal: stop.signal },
    );
    if (job.outputs === '') return { result };
    const outputs = (Array.isArray(result) ? result : [result]) as OutputFile[]; // what the exporting commands answer
    for (const { name, blob } of outputs) {
      const answer = await fetch(job.outputs + encodeURIComponent(name), { method: 'PUT', body: blob });
      if (!answer.ok) throw new Error(`${name} could not be saved: ${await answer.text()}`);
    }
    return { result: outputs.map(({ name }) => name) };
  } catch (thrown) {
    const { name, message, file, line } = thrown as Partial<WireError>; // an EngineError, or any Error
    return {
      error: {
        name: name ?? 'Error',
        message: message ?? String(thrown),
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      },
    };
  } finally {
    await lastTold; // whoever hears the answer has heard everything before it
  }
}
