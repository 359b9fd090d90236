import { InputError } from '../core/input-error.ts';
import type { AlignedSet, PreferencesReport } from '../engine/protocol/alignment.ts';
import { describeOther, describeRun } from './closing-sentence.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import type { Task } from './run-command.ts';
import { saveRun, withoutQueries } from './save-run.ts';

/** Trains --model further on preferences. */
export async function align(task: Task): Promise<Record<string, unknown>> {
  const { session, inputs, settings, staging, note } = task;
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const report =
    inputs.preferences === undefined
      ? await session.call('preferences', { settings })
      : await session.open('openPreferences', inputs.preferences, { settings });
  if (report === null) throw new InputError('--data', 'holds no preferences; give them with --preferences');
  note(describePreferences(report));
  const { alignment, ...result } = withoutQueries(await session.call('align', { settings }));
  await saveRun(session, settings, staging);
  note(describeRun({ ...result, alignment }));
  for (const other of result.others) note(describeOther(result.metric, other));
  const figures = alignment?.sets.map(({ testSet, distilled, aligned }: AlignedSet) => ({
    set: testSet.name,
    before: distilled,
    aligned,
  }));
  const about = { counts: alignment?.counts, sets: figures };
  return { ...result, alignment: about, notes: withRejects(result.notes, data) };
}

function describePreferences({ counts, files }: PreferencesReport): string {
  const { preferences, rows, queries, evaluated, ties, unanswered, contradictions, circles } = counts;
  const rejected = files.reduce((sum, file) => sum + file.rejectedCount, 0);
  return (
    `${preferences} preferences, ${rows} to train on, of ${queries} queries; ${ties} ties and ${contradictions} ` +
    `contradictions left out, ${evaluated} about queries of evaluation data` +
    (unanswered > 0 ? `, ${unanswered} where neither passage answers and neither is better` : '') +
    (circles > 0 ? `; those of ${circles} queries go in a circle` : '') +
    (rejected > 0 ? `; ${rejected} lines could not be used` : '') +
    '.'
  );
}
