import type { MiningReport } from '../engine/protocol/mining.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import type { Task } from './run-command.ts';

/** Mines hard negatives, writes the rows with them to mined.jsonl and the figures to mining.json; gives the figures. */
export async function mine({
  session,
  inputs,
  settings,
  staging,
  note,
}: Omit<Task, 'out' | 'paths' | 'listen'>): Promise<Record<string, unknown>> {
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const { preview, ...facts } = await session.call('mine', { settings });
  await session.save('exportMined', { form: 'n-tuples', settings }, staging);
  await session.save('exportMined', { form: 'report', settings }, staging);
  for (const line of sentences(facts, preview.figures, settings.mineNegatives)) note(line);
  const { histogram: _, ...figures } = preview.figures;
  return { ...facts, figures, notes: withRejects(facts.notes, data) };
}

/** What was mined, and why the rest was not, for people. */
function sentences(
  { passages, seconds }: Omit<MiningReport, 'preview'>,
  { rows, full, fewer, none, negatives, fates, scores }: MiningReport['preview']['figures'],
  wanted: number,
): string[] {
  const { positive, negative, difference } = scores;
  return [
    `${negatives} hard negatives from ${passages} passages in ${seconds.toFixed(1)} s: ${full} of ${rows} rows have ${wanted}, ${fewer} fewer, ${none} none.`,
    `Left out: ${fates.answer} known answers, ${fates.margin} within the margin, ${fates.maximum} above the highest score, ${fates.rank} outside of the ranks, ${fates.spare} more than were wanted.`,
    `Mean score: answers ${positive.mean.toFixed(4)}, negatives ${negative.mean.toFixed(4)}, difference ${difference.mean.toFixed(4)} (median ${difference.median.toFixed(4)}).`,
  ];
}
