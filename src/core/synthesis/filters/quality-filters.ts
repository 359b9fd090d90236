import type { Settings } from '../../settings/settings';
import { sameText } from '../../text/same-text';
import { usesModel } from '../paradigms';
import type { SyntheticRow } from '../synthetic-row';
import { wordsOf } from '../words-of';
import { copiedShare } from './copied-share';
import { looksRefused } from './looks-refused';
import { otherLanguage } from './other-language';

export type FilterSettings = Pick<
  Settings,
  'filterMinWords' | 'filterMaxWords' | 'filterCopyShare' | 'filterLanguage'
>;

/** Every reason why a filter rejects a row, in words. The last four need more than the row itself. */
export const FLAGS = {
  empty: 'There is no query, or nothing that answers it.',
  refusal: 'The language model refused instead of writing.',
  'too-short': 'A passage is shorter than the setting allows.',
  'too-long': 'A written passage is longer than the setting allows.',
  language: 'A written text is in another language than what it was made from.',
  'copy-of-query': 'A passage is just the query.',
  'near-copy': 'A written text copies most of what it was made from.',
  'cut-off': 'A reply ended at the longest reply that the settings allow.',
  duplicate: 'An earlier row has the same query and the same passages.',
  leak: 'The query stands in an open evaluation set.',
  'round-trip': 'The model does not find the document among its first ranks for the query.',
} as const satisfies Record<string, string>;

export type FlagName = keyof typeof FLAGS;

/** The flags that a row has by its own texts. */
export function qualityFlags(row: SyntheticRow, settings: FilterSettings): FlagName[] {
  const tests: readonly (readonly [FlagName, boolean])[] = [
    ['empty', isEmpty(row)],
    ['refusal', writtenTexts(row).some(looksRefused)],
    ['too-short', passages(row).some((text) => wordsOf(text).length < settings.filterMinWords)],
    ['too-long', writtenTexts(row).some((text) => wordsOf(text).length > settings.filterMaxWords)],
    ['language', settings.filterLanguage && isForeign(row)],
    ['copy-of-query', [...passages(row), row.cot].some((text) => text !== '' && sameText(text, row.query))],
    ['near-copy', isNearCopy(row, settings.filterCopyShare)],
  ];
  return tests.flatMap(([name, holds]) => (holds ? [name] : []));
}

function isEmpty({ query, positive, synthetic, cot }: SyntheticRow): boolean {
  return query.trim() === '' || `${positive}${synthetic}${cot}`.trim() === '';
}

/** Texts by a language model, whatever else the row has. */
function writtenTexts(row: SyntheticRow): string[] {
  if (!usesModel(row.paradigm)) return [];
  const query = row.from === 'document' || row.style !== '' ? row.query : '';
  const negative = row.promptVersions['negative'] === undefined ? '' : row.negative;
  return [query, row.synthetic, row.cot, negative].filter((text) => text !== '');
}

/** Passages that were made, by whomever; a labelled passage is taken as it is. */
function passages(row: SyntheticRow): string[] {
  const isMade = !usesModel(row.paradigm) && row.paradigm !== 'human';
  return [row.synthetic, row.negative, isMade ? row.positive : ''].filter((text) => text !== '');
}

function isForeign(row: SyntheticRow): boolean {
  const source = row.from === 'document' ? row.positive : row.query;
  return writtenTexts(row).some((text) => text !== source && otherLanguage(text, source));
}

function isNearCopy(row: SyntheticRow, most: number): boolean {
  if (most >= 1 || row.positive === '') return false;
  return writtenTexts(row).some((text) => copiedShare(text, row.positive) > most);
}
