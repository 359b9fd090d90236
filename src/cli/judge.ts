import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { jsonText } from '../core/results/json-text.ts';
import type { Prompts } from '../core/synthesis/prompt.ts';
import type { PairsReport, UsedPreferences } from '../engine/protocol/pairs.ts';
import { checkLimits } from './check-limits.ts';
import { keepReplies } from './keep-replies.ts';
import { llmKey } from './llm-key.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import { readPrompts } from './read-prompts.ts';
import type { Task } from './run-command.ts';

/**
 * Pairs the passages that --model ranks highest for the training queries, has them judged, and writes the verdicts to
 * preferences.jsonl, every reply of the language model to replies.jsonl and what became of the pairs to judging.json;
 * gives the latter.
 */
export async function judge(task: Task): Promise<Record<string, unknown>> {
  const { session, inputs, settings, staging, note, paths } = task;
  if (settings.judge === 'person')
    throw new InputError('--judge', 'a person judges in the page; give llm or labels here');
  if (settings.judge === 'llm') checkLimits(settings);
  const prompts = readPrompts(paths.prompts);
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const proposed = await session.call('proposePairs', { settings });
  note(`${proposed.pairs.length} pairs of ${proposed.queries.length} training queries.`);
  const report = settings.judge === 'labels' ? proposed : await askLlm(task, prompts);
  const used = await session.call('usePreferences', { settings });
  await session.save('exportPreferences', { settings }, staging);
  const facts = { ...factsOf(report), used, notes: withRejects(report.notes, data) };
  writeFileSync(join(staging, 'judging.json'), `${jsonText(facts, 2)}\n`);
  note(sentence(report, used));
  return facts;
}

async function askLlm(task: Task, prompts: Prompts): Promise<PairsReport> {
  const { session, settings, staging, note } = task;
  const key = llmKey(settings, note);
  const log = await keepReplies(task);
  const report = await session.call('judgePairs', { settings, prompts, key, tellReplies: true });
  log.copyTo(join(staging, 'replies.jsonl'));
  return report;
}

/** The report without the texts, which preferences.jsonl has. */
function factsOf({ queries, pairs, rates, model, corpus, ended, counts }: PairsReport) {
  return { model, corpus, queries: queries.length, pairs: pairs.length, rates, ended, counts };
}

function sentence({ rates, pairs, ended }: PairsReport, used: UsedPreferences): string {
  const { count, ties, neither, inCycles, judge: by } = used;
  const { waiting, cycles } = rates[by];
  const left =
    by === 'llm' && waiting > 0 ? `; ${waiting} of ${pairs.length} pairs have no verdict (${ended})` : '';
  const round = cycles > 0 ? `; ${cycles} cycles, ${inCycles} pairs of them left out` : '';
  return `${count} preferences, of them ${ties} ties and ${neither} where neither answers${round}${left}.`;
}
