import { nextTask } from '../next-task';
import { runLine } from '../stored-runs/runs-file';
import type { Handler } from './command';

export const exportRuns: Handler<'exportRuns'> = async ({ runStore }, _, { signal }) => {
  const lines: string[] = [];
  // One at a time: their per-query values together may be large.
  for (const { id } of await runStore.list()) {
    await nextTask();
    signal.throwIfAborted();
    lines.push(...(await runStore.read([id])).map(runLine));
  }
  return { name: 'kennel-runs.jsonl', blob: new Blob(lines, { type: 'application/x-ndjson' }) };
};
