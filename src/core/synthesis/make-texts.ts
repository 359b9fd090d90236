import { BudgetReached, LlmError } from '../llm/llm';
import { askForText, askWhetherRelevant, type Asking } from './ask-model';
import { exemplarsFor, showExemplars, type Exemplar } from './exemplars';
import { promptVersion } from './prompts';
import type { Relevance, SyntheticRow } from './synthetic-row';

/** What rows are made with. */
export interface Workshop extends Asking {
  /** Examples to show; empty without any. */
  readonly exemplars: readonly Exemplar[];
  /** A hard negative that no model has to write; empty where there is none, or none is wanted. */
  readonly foundNegative: (row: SyntheticRow) => string;
}

const WRITTEN = { synthetic: 'positive', cot: 'cot', negative: 'negative' } as const;

type WrittenField = keyof typeof WRITTEN;

/** The texts that the recipe wants for a row and that were not asked for yet. */
function missingTexts(row: SyntheticRow, { settings }: Asking['recipe']): WrittenField[] {
  const wanted = {
    synthetic: settings.makePositive,
    cot: settings.makeCot,
    negative: settings.makeNegative,
  };
  return (['synthetic', 'cot', 'negative'] as const).filter(
    (field) =>
      wanted[field] &&
      row[field] === '' &&
      row.promptVersions[WRITTEN[field]] === undefined &&
      !row.edited.includes(field),
  );
}

/** The passages of a row that are to be verified and were not yet. */
function unverified(row: SyntheticRow, { settings }: Asking['recipe']): ('synthetic' | 'negative')[] {
  if (!settings.verifySynthetic) return [];
  return (['synthetic', 'negative'] as const).filter(
    (field) => row[field] !== '' && row.relevance[field] === null && !row.edited.includes(field),
  );
}

/** Whether a row with a query lacks a text or a verdict that the recipe wants. */
export function lacksTexts(row: SyntheticRow, recipe: Asking['recipe']): boolean {
  return missingTexts(row, recipe).length > 0 || unverified(row, recipe).length > 0;
}

/**
 * Writes what a row with a query lacks, then verifies it. A failure of one text is the row's: the others are kept.
 * @throws what ends all work: cancelling, the budget, or a fault that every other request would have, too
 */
export async function makeTexts(row: SyntheticRow, workshop: Workshop): Promise<SyntheticRow> {
  const written = await Promise.allSettled(
    missingTexts(row, workshop.recipe).map(async (field) => ({
      field,
      ...(await write(field, row, workshop)),
    })),
  );
  let made = row;
  for (const outcome of settled(written, workshop.signal)) {
    if ('fault' in outcome) made = withFault(made, outcome.fault);
    else made = withText(made, outcome.value, workshop);
  }
  if (
    made.negative === '' &&
    made.promptVersions['negative'] === undefined &&
    made.relevance.negative === null &&
    !made.edited.includes('negative')
  )
    made = { ...made, negative: workshop.foundNegative(made) };
  return verify(made, workshop);
}

async function write(field: WrittenField, row: SyntheticRow, workshop: Workshop) {
  const { settings } = workshop.recipe;
  const shown = exemplarsFor(row, workshop.exemplars, settings.exemplars, settings.seed);
  const values = { query: row.query, exemplars: showExemplars(shown, 'Passage') };
  return askForText(workshop, WRITTEN[field], values);
}

function withText(
  row: SyntheticRow,
  text: {
    readonly field: WrittenField;
    readonly value: string;
    readonly model: string;
    readonly cutOff: boolean;
  },
  { recipe }: Workshop,
): SyntheticRow {
  const purpose = WRITTEN[text.field];
  const version = promptVersion(recipe.prompts[purpose]);
  return {
    ...row,
    [text.field]: text.value,
    model: text.model,
    flags: text.cutOff ? [...new Set([...row.flags, 'cut-off'])] : row.flags,
    promptVersions: { ...row.promptVersions, [purpose]: version },
  };
}

async function verify(row: SyntheticRow, workshop: Workshop): Promise<SyntheticRow> {
  const verdicts = await Promise.allSettled(
    unverified(row, workshop.recipe).map(async (field) => {
      const said = await askWhetherRelevant(workshop, row.query, row[field]);
      const relevance: Relevance = said === 'yes' ? 'relevant' : said === 'no' ? 'irrelevant' : 'unparsable';
      return { field, relevance };
    }),
  );
  const version = promptVersion(workshop.recipe.prompts.verify);
  let verified = row;
  for (const outcome of settled(verdicts, workshop.signal)) {
    if ('fault' in outcome) {
      verified = withFault(verified, outcome.fault);
      continue;
    }
    const { field, relevance } = outcome.value;
    verified = {
      ...verified,
      relevance: { ...verified.relevance, [field]: relevance },
      promptVersions: { ...verified.promptVersions, verify: version },
      // It answers the query, so it is no negative; the reply that has it stays in the log.
      ...(field === 'negative' && relevance === 'relevant' ? { negative: '' } : {}),
    };
  }
  return verified;
}

function withFault(row: SyntheticRow, fault: string): SyntheticRow {
  return { ...row, fault: row.fault === '' ? fault : row.fault };
}

/** Outcomes whose failures are of their row alone. */
function settled<T>(
  outcomes: readonly PromiseSettledResult<T>[],
  signal: AbortSignal,
): ({ readonly value: T } | { readonly fault: string })[] {
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? { value: outcome.value } : { fault: faultOf(outcome.reason, signal) },
  );
}

/** A failure of one row in words. @throws what ends all work */
export function faultOf(error: unknown, signal: AbortSignal): string {
  signal.throwIfAborted();
  if (error instanceof LlmError && !error.all) return error.message;
  if (error instanceof BudgetReached || error instanceof LlmError) throw error;
  throw error instanceof Error ? error : new Error(String(error));
}
