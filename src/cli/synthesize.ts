import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText } from '../core/results/json-text.ts';
import { usesModel } from '../core/synthesis/paradigms.ts';
import type { SynthesisReport } from '../engine/protocol/synthesis.ts';
import { checkLimits } from './check-limits.ts';
import { inputFilesOf } from './input-files.ts';
import { keepReplies } from './keep-replies.ts';
import { llmKey } from './llm-key.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import { readPrompts } from './read-prompts.ts';
import type { Task } from './run-command.ts';
import { synthesisFacts } from './synthesis-facts.ts';

/**
 * Makes training data and writes them to synthetic.jsonl, every reply of the model to replies.jsonl and what became of
 * the rows to synthesis.json; gives the latter. Replies lie beside OUT until it is whole, so that a command that is
 * cancelled or fails pays for nothing twice.
 */
export async function synthesize(task: Task): Promise<Record<string, unknown>> {
  const { session, inputs, settings, staging, note, paths } = task;
  const writes = usesModel(settings.synthesisMethod);
  if (writes) checkLimits(settings);
  const prompts = readPrompts(paths.prompts);
  const data = await openData(session, inputs, note);
  if (paths.queries !== undefined) {
    const { count } = await session.open('openQueries', inputFilesOf(paths.queries));
    note(`${count} queries.`);
  }
  if (writes && settings.synthesisFrom === 'documents' && settings.roundTrip > 0)
    await openModel(session, inputs);
  if (writes) await keepReplies(task);
  const request = { settings, prompts, key: writes ? llmKey(settings, note) : '', tellReplies: true };
  const report = await session.call('synthesize', request);
  await session.save('exportSynthesis', { what: 'rows' }, staging);
  await session.save('exportSynthesis', { what: 'log' }, staging);
  const facts = {
    ...synthesisFacts(report, settings, prompts),
    notes: withRejects(report.notes, data),
  };
  writeFileSync(join(staging, 'synthesis.json'), `${jsonText(facts, 2)}\n`);
  note(sentence(report));
  return facts;
}

function sentence({ rows, rates, ended }: SynthesisReport): string {
  const { done, accepted, rejected, failed, waiting } = rates.states;
  const left =
    ended === 'budget'
      ? ` The budget ended the work: ${waiting} rows are not made. To go on, give OUT/replies.jsonl to --replies.`
      : '';
  return `${done + accepted} of ${rows.length} rows made, ${rejected} set aside by filters, ${failed} failed.${left}`;
}
