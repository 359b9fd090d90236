import { guessLanguage } from '../doctor/language';
import { askForQueries, askForText } from './ask-model';
import { exemplarsFor, showExemplars } from './exemplars';
import { faultOf, lacksTexts, makeTexts, type Workshop } from './make-texts';
import { usesModel } from './paradigms';
import { promptVersion } from './prompts';
import { styleInWords } from './query-styles';
import { isParaphrase, ROW_MARKS, rowId, unitOf } from './row-ids';
import type { SyntheticRow } from './synthetic-row';

/** Whether a row has to be worked on: what people judged, and rows of other paradigms, are left as they are. */
export function needsWork(row: SyntheticRow, recipe: Workshop['recipe']): boolean {
  if (row.state === 'waiting' || row.state === 'failed') return true;
  const wanted = row.state === 'done' && row.paradigm === recipe.settings.synthesisMethod;
  if (wanted && recipe.settings.bm25Negatives && lacksNegative(row, recipe)) return true;
  return wanted && usesModel(row.paradigm) && !isDerived(row) && lacksTexts(row, recipe);
}

/** Whether a negative is to be found for the row: none was written, and none that was found was dropped. */
function lacksNegative(row: SyntheticRow, { settings }: Workshop['recipe']): boolean {
  const written = usesModel(row.paradigm) && settings.makeNegative;
  return (
    row.negative === '' &&
    row.relevance.negative === null &&
    !row.edited.includes('negative') &&
    !written &&
    !isDerived(row)
  );
}

/** Whether a row has the passages of another one, with its query in other words. */
function isDerived({ from, style }: SyntheticRow): boolean {
  return from === 'query' && style !== '';
}

/**
 * Makes the rows of a unit: all that come of one query, or of one document in one style. Gives each as it is then.
 * @throws what ends all work; see `makeTexts`
 */
export async function makeUnit(
  rows: readonly SyntheticRow[],
  workshop: Workshop,
): Promise<readonly SyntheticRow[]> {
  const fresh = rows.map((row) => (needsWork(row, workshop.recipe) ? { ...row, fault: '' } : row));
  const [first] = fresh;
  if (first === undefined) return [];
  if (!usesModel(first.paradigm)) return fresh.map((row) => withFoundNegative(row, workshop));
  return first.from === 'document' ? makeInvented(fresh, workshop) : makeOfQuery(fresh, workshop);
}

function withFoundNegative(row: SyntheticRow, { recipe, foundNegative }: Workshop): SyntheticRow {
  if (!recipe.settings.bm25Negatives || !lacksNegative(row, recipe)) return ended(row);
  return ended({ ...row, negative: foundNegative(row) });
}

/** Invents the queries that are missing, all with one request, then the texts of each. */
async function makeInvented(
  rows: readonly SyntheticRow[],
  workshop: Workshop,
): Promise<readonly SyntheticRow[]> {
  const withQueries = rows.some(({ query, state }) => query === '' && state !== 'rejected')
    ? await invent(rows, workshop)
    : rows;
  return Promise.all(withQueries.map((row) => makeOne(row, workshop)));
}

async function invent(rows: readonly SyntheticRow[], workshop: Workshop): Promise<readonly SyntheticRow[]> {
  const [first] = rows;
  if (first === undefined) return rows;
  const { settings, prompts } = workshop.recipe;
  const shown = exemplarsFor(first, workshop.exemplars, settings.exemplars, settings.seed);
  const exemplars = showExemplars(shown, 'Document');
  const values = { document: first.positive, style: styleInWords(first.style), exemplars };
  try {
    const { value, model } = await askForQueries(workshop, 'queries', values, rows.length);
    const queries = promptVersion(prompts.queries);
    return rows.map((row, at) => {
      if (row.query !== '') return row;
      const query = value[at];
      if (query === undefined) return { ...row, fault: 'The model gave fewer queries than asked for.' };
      return { ...row, query, model, promptVersions: { ...row.promptVersions, queries } };
    });
  } catch (error) {
    const fault = faultOf(error, workshop.signal);
    return rows.map((row) => (row.query === '' ? { ...row, fault } : row));
  }
}

/** The row of the query itself, and those with its passages and other wordings. */
async function makeOfQuery(
  rows: readonly SyntheticRow[],
  workshop: Workshop,
): Promise<readonly SyntheticRow[]> {
  const base = rows.find((row) => !isDerived(row));
  const derived = rows.filter(isDerived);
  const [made, worded] = await Promise.all([
    base === undefined ? undefined : makeOne(base, workshop),
    base === undefined ? derived : rewordAll(base, derived, workshop),
  ]);
  const finished = worded.map((row) => {
    if (made === undefined || !needsWork(row, workshop.recipe)) return row;
    return ended(withPassagesOf(row, made));
  });
  return [...(made === undefined ? [] : [made]), ...finished];
}

function withPassagesOf(row: SyntheticRow, made: SyntheticRow): SyntheticRow {
  const fault =
    row.fault !== '' || made.fault === '' ? row.fault : `The row of its query failed. ${made.fault}`;
  const texts = {
    positive: made.positive,
    synthetic: made.synthetic,
    cot: made.cot,
    negative: made.negative,
  };
  const promptVersions = { ...made.promptVersions, ...row.promptVersions };
  return { ...row, ...texts, fault, relevance: made.relevance, model: made.model, promptVersions };
}

async function rewordAll(
  base: SyntheticRow,
  derived: readonly SyntheticRow[],
  workshop: Workshop,
): Promise<readonly SyntheticRow[]> {
  const open = derived.filter((row) => row.query === '' && needsWork(row, workshop.recipe));
  const queries = new Map<
    string,
    { query: string; purpose: 'paraphrase' | 'translate' } | { fault: string }
  >();
  const language = workshop.recipe.settings.backTranslation.trim();
  const translated = rowId(unitOf(base.id), ROW_MARKS.translated(language));
  const reworded = derived.filter(({ id }) => isParaphrase(id));
  if (open.some(({ id }) => id === translated))
    queries.set(translated, await backTranslate(base.query, language, workshop));
  if (open.some((row) => reworded.includes(row)))
    for (const [id, outcome] of await paraphrase(base.query, reworded, workshop)) queries.set(id, outcome);
  return derived.map((row) => {
    const outcome = open.includes(row) ? queries.get(row.id) : undefined;
    if (outcome === undefined) return row;
    if ('fault' in outcome) return { ...row, fault: outcome.fault };
    const version = promptVersion(workshop.recipe.prompts[outcome.purpose]);
    return { ...row, query: outcome.query, promptVersions: { [outcome.purpose]: version } };
  });
}

async function backTranslate(query: string, language: string, workshop: Workshop) {
  const own = guessLanguage(query).language ?? 'the language of this query: ' + JSON.stringify(query);
  try {
    const there = await askForText(workshop, 'translate', { text: query, language });
    const back = await askForText(workshop, 'translate', { text: there.value, language: own });
    return { query: back.value, purpose: 'translate' as const };
  } catch (error) {
    return { fault: faultOf(error, workshop.signal) };
  }
}

async function paraphrase(query: string, rows: readonly SyntheticRow[], workshop: Workshop) {
  try {
    const { value } = await askForQueries(workshop, 'paraphrase', { query }, rows.length);
    return rows.map(({ id }, at) => {
      const text = value[at];
      const fault = 'The model gave fewer wordings than asked for.';
      return [id, text === undefined ? { fault } : { query: text, purpose: 'paraphrase' as const }] as const;
    });
  } catch (error) {
    const fault = faultOf(error, workshop.signal);
    return rows.map(({ id }) => [id, { fault }] as const);
  }
}

async function makeOne(row: SyntheticRow, workshop: Workshop): Promise<SyntheticRow> {
  if (!needsWork(row, workshop.recipe)) return row;
  if (row.fault !== '' || row.query === '') return ended(row);
  return ended(await makeTexts(row, workshop));
}

/** The state that a row has after the work on it. */
function ended(row: SyntheticRow): SyntheticRow {
  if (row.state === 'accepted' || row.state === 'rejected') return row;
  return { ...row, state: row.fault === '' ? 'done' : 'failed' };
}
