import type { EngineEvent } from '../protocol/events';
import type { RunStore } from '../storage/run-store';
import { describeRun, type EndedRun } from './describe-run';

/**
 * Stores the record of a run that is over. Where that fails the run keeps its result all the same, and a note says why;
 * never throws.
 */
export async function keepRun(
  run: EndedRun,
  store: RunStore,
  emit: (event: EngineEvent) => void,
): Promise<void> {
  try {
    const dropped = await store.add(await describeRun(run, new Date()));
    if (dropped.length > 0) emit({ kind: 'note', text: droppedNote(dropped) });
  } catch (error) {
    emit({ kind: 'note', text: failureNote(error) });
  }
}

function droppedNote(names: readonly string[]): string {
  const which = names.map((name) => `"${name}"`).join(', ');
  return `The list of runs was full: ${which}, the oldest that is not pinned, made room for this one.`;
}

function failureNote(error: unknown): string {
  const why =
    error instanceof DOMException && error.name === 'QuotaExceededError'
      ? "the browser's storage is full. Delete runs, or clear other sites' data"
      : error instanceof Error
        ? error.message
        : String(error);
  return `The record of this run could not be added to the list of runs: ${why}. The result, its files and the runs stored before are not affected.`;
}
