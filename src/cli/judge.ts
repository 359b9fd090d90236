import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { jsonText } from '../core/results/json-text.ts';
import { DEFAULT_PROMPTS } from '../core/synthesis/prompts.ts';
import type { PairsReport, UsedPreferences } from '../engine/protocol/pairs.ts';
import { llmKey } from './llm-key.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import type { Task } from './run-command.ts';

/**
 * Pairs the passages that --model ranks highest for the training queries, has them judged, and writes the verdicts to
 * preferences.jsonl and what became of the pairs to judging.json; gives the latter.
 */
export async function judge({
  session,
  inputs,
  settings,
  staging,
  note,
}: Pick<Task, 'session' | 'inputs' | 'settings' | 'staging' | 'note'>): Promise<Record<string, unknown>> {
  if (settings.judge === 'person')
    throw new InputError('--judge', 'a person judges in the page; give llm or labels here');
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const proposed = await session.call('proposePairs', { settings });
  note(`${proposed.pairs.length} pairs of ${proposed.queries.length} training queries.`);
  const report =
    settings.judge === 'labels'
      ? proposed
      : await session.call('judgePairs', { settings, prompts: DEFAULT_PROMPTS, key: llmKey() });
  const used = await session.call('usePreferences', { settings });
  await session.save('exportPreferences', { settings }, staging);
  const facts = { ...factsOf(report), used, notes: withRejects(report.notes, data) };
  writeFileSync(join(staging, 'judging.json'), `${jsonText(facts, 2)}\n`);
  note(sentence(report, used));
  return facts;
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
