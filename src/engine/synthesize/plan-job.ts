import type { Passage } from '../../core/data/eval-set';
import type { Settings } from '../../core/settings/settings';
import { documentTexts, exemplarPool, type Exemplar } from '../../core/synthesis/exemplars';
import { usesModel } from '../../core/synthesis/paradigms';
import { planFromDocuments, planFromQueries } from '../../core/synthesis/plan-rows';
import type { Prompts } from '../../core/synthesis/prompt';
import { recipeFault, recipeOf, type Recipe } from '../../core/synthesis/recipe';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { textHash } from '../../core/text/text-hash';
import type { Session } from '../session/session';
import { documentsOf, heldOutQueries, labelledPairs, queriesOf } from './open-sources';
import type { SynthesisTable } from './synthesis-table';

/** What is to be made. */
export interface JobPlan {
  readonly recipe: Recipe;
  readonly exemplars: readonly Exemplar[];
  /** Rows in order; those that the table has already are as planned here, not as they are there. */
  readonly rows: readonly SyntheticRow[];
  /** Rows of an earlier plan that wait and are not wanted any more. */
  readonly unwanted: readonly string[];
  /** What negatives and round trips look through; empty where none are open. */
  readonly documents: readonly Passage[];
  readonly notes: readonly string[];
}

/**
 * Plans what the settings ask for, or to go on with rows that wait: where their sources were not opened anew and nothing
 * else was asked for.
 * @throws Error in words for people when nothing can be made
 */
export function planJob(
  session: Session,
  table: SynthesisTable,
  settings: Settings,
  prompts: Prompts,
): JobPlan {
  const recipe = recipeOf(settings, prompts);
  const fault = recipeFault(recipe);
  if (fault !== undefined) throw new Error(fault);
  const waiting = [...table.rows()].filter(({ state }) => state === 'waiting');
  const last = table.job;
  const isOpened =
    settings.synthesisFrom === 'queries' ? session.sourceQueries.length > 0 : session.documents.length > 0;
  const isSame = last !== null && JSON.stringify(last.recipe) === JSON.stringify(recipe);
  const canPlan = isOpened || session.training !== null;
  const isUndone = waiting.length > 0 || [...table.rows()].some(({ state }) => state === 'failed');
  if (last !== null && table.size > 0 && (!canPlan || (isSame && !isOpened && isUndone)))
    return {
      ...{ recipe: last.recipe, exemplars: last.exemplars, unwanted: [], notes: [] },
      rows: [...table.rows()],
      documents: documentsOf(session),
    };
  return planAnew(session, recipe, waiting);
}

function planAnew(session: Session, recipe: Recipe, waiting: readonly SyntheticRow[]): JobPlan {
  const { synthesisFrom: from } = recipe.settings;
  const notes: string[] = [];
  const documents = documentsOf(session);
  const { rows, unusable } =
    from === 'queries'
      ? planFromQueries(usableQueries(session, notes), recipe)
      : planFromDocuments(documents, recipe);
  if (unusable > 0) notes.push(describeUnusable(unusable, recipe));
  if (rows.length === 0) throw new Error(nothingToMake(session, recipe, notes));
  const planned = new Set(rows.map(({ id }) => id));
  return {
    recipe,
    exemplars: exemplarsOf(session, recipe, documents),
    rows,
    unwanted: waiting.filter(({ id, edited }) => !planned.has(id) && edited.length === 0).map(({ id }) => id),
    documents,
    notes,
  };
}

function usableQueries(session: Session, notes: string[]) {
  const heldOut = heldOutQueries(session);
  const all = queriesOf(session);
  const usable = all.filter(({ text }) => !heldOut.has(textHash(text)));
  const left = all.length - usable.length;
  if (left > 0)
    notes.push(
      `${left} ${left === 1 ? 'query was' : 'queries were'} left out, because they stand in an open evaluation set.`,
    );
  return usable;
}

function exemplarsOf(session: Session, { settings }: Recipe, documents: readonly Passage[]): Exemplar[] {
  const { synthesisMethod: method, seed } = settings;
  if (method !== 'few-shot-texts' && method !== 'few-shot-pairs') return [];
  const given = method === 'few-shot-texts' ? documentTexts(documents) : labelledPairs(session);
  if (given.length > 0) return exemplarPool(given, seed, documents);
  throw new Error(
    method === 'few-shot-texts'
      ? 'There are no texts of your collection to show to the model: open documents, or training data.'
      : 'There are no labelled pairs to show to the model: open training data.',
  );
}

function nothingToMake(session: Session, { settings }: Recipe, notes: readonly string[]): string {
  const { synthesisFrom: from } = settings;
  const isOpen =
    session.training !== null || (from === 'queries' ? session.sourceQueries : session.documents).length > 0;
  if (isOpen) return `Nothing can be made of the ${from} that are open. ${notes.join(' ')}`.trim();
  return from === 'queries'
    ? 'Open queries, or training data, to make rows from.'
    : 'Open documents, or training data, to make rows from.';
}

function describeUnusable(count: number, { settings }: Recipe): string {
  const { synthesisMethod: method } = settings;
  const what = settings.synthesisFrom === 'queries' ? 'queries' : 'documents';
  if (method === 'human') return `${count} queries were left out, because they have no labelled passage.`;
  if (method === 'title-body')
    return `${count} documents were left out, because they lack a title or a text.`;
  return usesModel(method)
    ? `${count} ${what} were left out, because they have no text.`
    : `${count} documents were left out, because they are too short to be cut.`;
}
