import { limitsFault } from '../../core/llm/limits';
import { madeFrom } from '../../core/synthesis/paradigms';
import { recipeFault, recipeOf } from '../../core/synthesis/recipe';
import { usedPurposes } from '../../core/synthesis/used-purposes';
import type { Settings } from '../../core/settings/settings';
import type { LlmEstimate } from '../../engine/protocol/llm';
import type { App } from '../app';
import { formatCount, formatPlural } from '../format-value';
import type { SynthesisState } from './synthesis-store';
import { PURPOSE_WORDS } from './synthesis-words';

/** Why rows cannot be made now, for the line beside the button; null when they can. */
export function synthesisBlocker({
  settings,
  synthesis,
  prompts,
  data,
  device,
}: Pick<App, 'settings' | 'synthesis' | 'prompts' | 'data' | 'device'>): string | null {
  if (device.getState().value === null) return 'The engine is starting.';
  const { settings: now, drafts } = settings.getState();
  if (Object.keys(drafts).length > 0) return 'Correct the marked settings first.';
  const used = usedPurposes(now);
  const written = prompts.getState();
  const wrong = used.find((purpose) => written.faults[purpose] !== undefined);
  if (wrong !== undefined) return `Correct the prompt "${PURPOSE_WORDS[wrong]}" first.`;
  const fault = recipeFault(recipeOf(now, written.prompts));
  if (fault !== undefined) return fault;
  const missing = missingSource(now, synthesis, data);
  if (missing !== null) return missing;
  if (used.length === 0) return null;
  if (now.llm !== 'chrome' && now.llmModel.trim() === '') return 'Name the language model first.';
  return limitsFault(now) ?? null;
}

/** What is to be opened before rows can be made of it; null where it is open. */
function missingSource(
  { synthesisFrom: from, synthesisMethod: method }: Settings,
  synthesis: App['synthesis'],
  data: App['data'],
): string | null {
  const other = from === 'documents' ? 'queries' : 'documents';
  if ([synthesis[from], data].some((store) => store.getState().status === 'opening'))
    return 'Files are still being read.';
  if (synthesis[from].getState().value !== null || data.getState().value !== null) return null;
  if (synthesis.getState().unfinished) return null;
  const canTurn = synthesis[other].getState().value !== null && madeFrom(method).includes(other);
  return canTurn
    ? `Choose ${from} first, or make rows from ${other}.`
    : `Choose ${from} first, or use those of the sample.`;
}

/** What the work would ask and cost. */
export function estimateSentence({ requests, cached, promptTokens, completionTokens, cost }: LlmEstimate) {
  if (requests === 0) return 'Nothing is left to ask of the language model.';
  const stored =
    cached === 0 ? '' : `, ${formatCount(cached)} of which are stored already and are not paid again`;
  const asked = `About ${formatPlural(requests, 'request')}${stored}: some ${formatCount(promptTokens)} tokens to read and ${formatCount(completionTokens)} to write.`;
  return cost === 0 ? asked : `${asked} By your prices that costs about ${formatCost(cost)}.`;
}

/** Money of any currency: two decimals, more for small amounts. */
export function formatCost(cost: number): string {
  if (cost === 0) return '0';
  return cost < 0.01 ? cost.toPrecision(2) : cost.toFixed(2);
}

/** How the last work ended; empty while nothing is to be said. */
export function outcomeSentence({ ended, unfinished, rates, rows }: SynthesisState): string {
  if (rows === null || rows.length === 0 || ended === '') return '';
  const { waiting, failed } = rates.states;
  const made = `${formatCount(rows.length - waiting)} of ${formatPlural(rows.length, 'row')}`;
  const left = unfinished ? ' Everything that was made is kept; go on when you like.' : '';
  if (ended === 'budget') return `Stopped at your limits: ${made}.${left}`;
  if (ended === 'cancelled') return `Cancelled: ${made}.${left}`;
  if (ended === 'failed') return `It broke off: ${made}.${left}`;
  const broken = failed === 0 ? '' : ` ${formatPlural(failed, 'row')} failed; "Go on" tries such rows again.`;
  return `Finished: ${formatPlural(rows.length, 'row')}.${unfinished ? broken : broken.replace(/;.*$/u, '.')}`;
}

/** The region in a line, while it is folded. */
export function synthesisSummary({ rows, rates, phase, unfinished }: SynthesisState): string {
  if (rows === null || rows.length === 0)
    return 'Make training data with a language model, or without one from documents alone.';
  const { accepted, rejected, failed, waiting } = rates.states;
  const parts = [
    formatPlural(rows.length, 'row'),
    ...(accepted > 0 ? [`${formatCount(accepted)} accepted`] : []),
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(waiting > 0 ? [`${formatCount(waiting)} waiting`] : []),
  ];
  const work = phase === 'resting' ? (unfinished ? ' · unfinished' : '') : ' · being made';
  return `${parts.join(', ')}${work}`;
}

/** How many rows would be trained on: the accepted ones or, without any, all that are made and not rejected. */
export function trainableRows({ states }: SynthesisState['rates']): number {
  return states.accepted > 0 ? states.accepted : states.done;
}

/** Which rows would be trained on and saved, in words that leave no doubt about the others. */
export function usedSentence({
  states: { accepted, done },
}: Pick<SynthesisState['rates'], 'states'>): string {
  if (accepted + done === 0) return 'No row can be used: none is made, or all are rejected.';
  if (accepted === 0)
    return `Nothing is accepted yet, so every row that is made and not rejected is used: ${formatPlural(done, 'row')}.`;
  const used = `${formatPlural(accepted, 'accepted row')} ${accepted === 1 ? 'is' : 'are'} used`;
  if (done === 0) return `${used}.`;
  return `Only ${used}: once one is accepted, the others are left out. ${formatCount(done)} more ${done === 1 ? 'is' : 'are'} made and not rejected.`;
}
