import type { Passage } from '../data/eval-set';
import { passageText } from '../formats/beir/read-beir-training';
import { createRandom, type Random } from '../random/random';
import { exactHash } from '../text/text-hash';
import { independentCrops } from './heuristics/independent-crops';
import { inverseCloze } from './heuristics/inverse-cloze';
import type { MadePair } from './heuristics/made-pair';
import { titleBody } from './heuristics/title-body';
import { usesModel } from './paradigms';
import { promptVersion } from './prompts';
import type { Recipe, SynthesisSettings } from './recipe';
import { ROW_MARKS, rowId, unitId } from './row-ids';
import type { SyntheticRow } from './synthetic-row';

/** A query to make a row for; `positive` is its labelled passage, empty without one. */
export interface SourceQuery {
  readonly id: string | null;
  readonly text: string;
  readonly positive: string;
}

export interface Plan {
  /** In the order of their sources, all waiting: to be written, or only to be filtered. */
  readonly rows: readonly SyntheticRow[];
  /** Sources of which this method can make nothing, such as documents without a title. */
  readonly unusable: number;
}

/** The rows that a recipe makes of queries: for each one of its own and, where wanted, some with other wordings. */
export function planFromQueries(queries: readonly SourceQuery[], recipe: Recipe): Plan {
  const { settings, prompts } = recipe;
  const { synthesisMethod: paradigm, paraphrases, backTranslation } = settings;
  const written = usesModel(paradigm);
  const language = backTranslation.trim();
  const extra = [
    ...Array.from({ length: written ? paraphrases : 0 }, (_, at) => ({
      mark: ROW_MARKS.paraphrase(at),
      style: 'other wording',
    })),
    ...(written && language !== ''
      ? [{ mark: ROW_MARKS.translated(language), style: `through ${language}` }]
      : []),
  ];
  const versions = [prompts.cot, prompts.positive, prompts.negative].map(promptVersion);
  const unusable = paradigm === 'human' ? queries.filter(({ positive }) => positive === '').length : 0;
  const usable = paradigm === 'human' ? queries.filter(({ positive }) => positive !== '') : queries;
  const rows = chosen(usable, 1 + extra.length, settings).flatMap(({ id, text, positive }) => {
    const unit = unitId(['query', id, text, positive, paradigm, ...(written ? versions : [])]);
    const base: SyntheticRow = {
      ...emptyRow(rowId(unit, ROW_MARKS.base), 'query', paradigm),
      sourceId: id,
      query: text,
      positive,
    };
    const others = extra.map(({ mark, style }) => ({ ...base, id: rowId(unit, mark), query: '', style }));
    return [base, ...others];
  });
  return { rows, unusable };
}

/** The rows that a recipe makes of documents: a query of each style, or a pair cut out of it. */
export function planFromDocuments(documents: readonly Passage[], recipe: Recipe): Plan {
  return usesModel(recipe.settings.synthesisMethod)
    ? planInvented(documents, recipe)
    : planCuttings(documents, recipe.settings);
}

function planInvented(documents: readonly Passage[], { settings, prompts }: Recipe): Plan {
  const { synthesisMethod: paradigm, queriesPerStyle } = settings;
  const styles = stylesOf(settings.queryStyles);
  const versions = [prompts.queries, prompts.cot, prompts.positive, prompts.negative].map(promptVersion);
  const usable = documents.filter(({ text }) => text.trim() !== '');
  const rows = chosen(usable, styles.length * queriesPerStyle, settings).flatMap((document) =>
    styles.flatMap((style) => {
      const positive = passageText(document);
      const unit = unitId(['document', document.id, positive, paradigm, style, ...versions]);
      return Array.from({ length: queriesPerStyle }, (_, at): SyntheticRow => ({
        ...emptyRow(rowId(unit, ROW_MARKS.invented(at)), 'document', paradigm),
        sourceId: document.id,
        positive,
        style,
      }));
    }),
  );
  return { rows, unusable: documents.length - usable.length };
}

function planCuttings(documents: readonly Passage[], settings: SynthesisSettings): Plan {
  const { synthesisMethod: paradigm, seed, clozeKeep } = settings;
  const parts = paradigm === 'inverse-cloze' ? [paradigm, seed, clozeKeep] : [paradigm, seed];
  let unusable = 0;
  const rows = chosen(documents, 1, settings).flatMap((document): SyntheticRow[] => {
    const unit = unitId(['document', document.id, document.title, document.text, ...parts]);
    // Of the document, so that a pair does not change with those before it.
    const pair = cut(document, settings, createRandom((exactHash(unit) ^ seed) >>> 0));
    if (pair === null) {
      unusable++;
      return [];
    }
    const row = emptyRow(rowId(unit, ROW_MARKS.base), 'document', paradigm);
    return [{ ...row, ...pair, sourceId: document.id }];
  });
  return { rows, unusable };
}

function cut(document: Passage, settings: SynthesisSettings, random: Random): MadePair | null {
  switch (settings.synthesisMethod) {
    case 'inverse-cloze':
      return inverseCloze(document, settings.clozeKeep, random);
    case 'crops':
      return independentCrops(document, random);
    case 'title-body':
      return titleBody(document);
    case 'human':
    case 'zero-shot':
    case 'few-shot-texts':
    case 'few-shot-pairs':
      return null;
  }
}

/**
 * As many sources as the rows allow, drawn by the seed, in their own order. The draw of a smaller number is part of that
 * of a larger one.
 */
function chosen<T>(
  sources: readonly T[],
  rowsEach: number,
  { synthesisRows, seed }: SynthesisSettings,
): readonly T[] {
  const wanted = synthesisRows === 0 ? sources.length : Math.max(1, Math.floor(synthesisRows / rowsEach));
  if (wanted >= sources.length) return sources;
  const drawn = createRandom(seed).shuffle(Array.from(sources.keys())).slice(0, wanted);
  const places = new Set(drawn);
  return sources.filter((_, at) => places.has(at));
}

/** What the setting names, each once. */
export function stylesOf(text: string): string[] {
  const styles = text.split(',').map((style) => style.trim());
  return [...new Set(styles.filter((style) => style !== ''))];
}

function emptyRow(id: string, from: SyntheticRow['from'], paradigm: SyntheticRow['paradigm']): SyntheticRow {
  return {
    id,
    from,
    sourceId: null,
    query: '',
    positive: '',
    synthetic: '',
    cot: '',
    negative: '',
    state: 'waiting',
    decided: false,
    fault: '',
    flags: [],
    relevance: { synthetic: null, negative: null },
    roundTrip: null,
    paradigm,
    style: '',
    promptVersions: {},
    model: '',
    edited: [],
    checked: null,
  };
}
