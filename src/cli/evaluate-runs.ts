import type { RunComparison } from '../core/run-files/compare-runs.ts';
import type { RunFilesResult } from '../engine/protocol/run-files.ts';
import { describeComparison, describeRunFigures } from './closing-sentence.ts';
import { openData, withRejects } from './open-inputs.ts';
import type { Task } from './run-command.ts';

/** Measures run files and compares every one with the first by the headline metric; gives the result object. */
export async function evaluateRuns({
  session,
  inputs,
  settings,
  staging,
  note,
}: Task): Promise<Record<string, unknown>> {
  const data = await openData(session, inputs, note);
  const { runs, qrels } = inputs;
  const request = { runs: [], qrels: [], settings };
  const result = await session.give('evaluateRunFiles', request, { runs, qrels });
  const [baseline = '', ...others] = result.runs;
  const { metric } = result;
  const comparisons =
    others.length === 0 ? [] : await session.call('compareRunFiles', { baseline, others, metric });
  await session.save('exportRunFiles', {}, staging);
  for (const line of sentences(result, comparisons)) note(line);
  return { ...result, comparisons, notes: withRejects(result.notes, data) };
}

function sentences({ metric, sets }: RunFilesResult, comparisons: readonly RunComparison[]): string[] {
  return [
    ...sets.flatMap((set) => set.runs.map((run) => describeRunFigures(run, set, metric))),
    ...comparisons.map(describeComparison),
  ];
}
