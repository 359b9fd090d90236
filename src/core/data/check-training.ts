import { textKey } from '../text/text-key';
import type { EvaluationData } from './evaluation-data';
import type { Finding } from './finding';
import type { RowList } from './row-list';
import { sharedPassages } from './shared-passages';
import type { TrainingRow } from './training-row';

const EXAMPLES = 5;
/** Scripts that put no spaces between words: one run of letters there is a sentence, not a word. */
const UNSPACED =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Longer texts are not looked at: nobody's single word is that long. */
const LONGEST_WORD = 100;

/**
 * Looks for rows that harm training or make its evaluation dishonest. Texts are compared by `textKey`.
 * @returns one finding per check that found something, in a fixed order
 */
export function checkTraining(list: RowList, evaluations: readonly EvaluationData[]): Finding[] {
  const rows = [...list];
  const findings = [
    negativeEqualsPositive(rows),
    duplicates(rows),
    queryEqualsPositive(rows),
    oneWordTexts(rows),
    conflictingLabels(rows),
    ...leakage(rows, evaluations),
  ];
  return findings.filter(({ count }) => count > 0);
}

function finding(check: string, found: readonly { row: TrainingRow; text: string }[]): Finding {
  const examples = found.slice(0, EXAMPLES).map(({ row, text }) => `${row.file}:${row.line}: ${short(text)}`);
  return { check, count: found.length, examples };
}

function short(text: string): string {
  const flat = text.slice(0, 200).replace(/\s+/gu, ' ').trim();
  return flat.length > 80 ? `${flat.slice(0, 79)}…` : flat;
}

function negativeEqualsPositive(rows: readonly TrainingRow[]): Finding {
  const found = rows.flatMap((row) => {
    const positives = new Set(row.positives.map(textKey));
    const same = row.negatives.find((text) => positives.has(textKey(text)));
    return same === undefined ? [] : [{ row, text: same }];
  });
  return finding('negative equals positive', found);
}

/** A row is a duplicate, whatever its negatives, when each of its query-positive pairs stood in an earlier row. */
function duplicates(rows: readonly TrainingRow[]): Finding {
  const seen = new Set<string>();
  const found = rows.flatMap((row) => {
    const query = textKey(row.query);
    const pairs = row.positives.map((positive) => `${query}\n${textKey(positive)}`);
    const known = pairs.every((pair) => seen.has(pair));
    for (const pair of pairs) seen.add(pair);
    return known ? [{ row, text: row.query }] : [];
  });
  return finding('same query and positive again', found);
}

function queryEqualsPositive(rows: readonly TrainingRow[]): Finding {
  const found = rows
    .filter((row) => row.positives.some((positive) => textKey(positive) === textKey(row.query)))
    .map((row) => ({ row, text: row.query }));
  return finding('query equals positive', found);
}

function oneWordTexts(rows: readonly TrainingRow[]): Finding {
  const found = rows.flatMap((row) =>
    [row.query, ...row.positives, ...row.negatives].filter(isOneWord).map((text) => ({ row, text })),
  );
  return finding('texts of one word', found);
}

function isOneWord(text: string): boolean {
  if (text.length > LONGEST_WORD || (UNSPACED.test(text) && text.trim().length > 2)) return false;
  return text.split(/\s+/u).filter((word) => LETTER_OR_DIGIT.test(word)).length < 2;
}

/** Query-passage pairs that one row calls right and another row wrong. */
function conflictingLabels(rows: readonly TrainingRow[]): Finding {
  const positives = new Map<string, TrainingRow>();
  for (const row of rows) {
    const query = textKey(row.query);
    for (const positive of row.positives) positives.set(`${query}\n${textKey(positive)}`, row);
  }
  const found = rows.flatMap((row) => {
    const query = textKey(row.query);
    return row.negatives.flatMap((negative) => {
      const other = positives.get(`${query}\n${textKey(negative)}`);
      if (!other || other === row) return [];
      return [{ row, text: `the negative is the positive of ${other.file}:${other.line}: ${negative}` }];
    });
  });
  return finding('conflicting labels', found);
}

function leakage(rows: readonly TrainingRow[], evaluations: readonly EvaluationData[]): Finding[] {
  const splits = evaluations.flatMap((evaluation) => evaluation.splits);
  const judged = splits.filter(({ name }) => name !== 'train').flatMap(({ queries }) => queries);
  const known = new Set(judged.map(({ text }) => textKey(text)));
  const queries = rows.filter((row) => known.has(textKey(row.query)));
  const corpora = evaluations.flatMap((evaluation) => evaluation.splits[0]?.corpus ?? []);
  const passages = sharedPassages(rows, corpora);
  return [
    finding(
      'query also in the evaluation data',
      queries.map((row) => ({ row, text: row.query })),
    ),
    finding(
      'passage also in the evaluation corpus',
      Array.from(passages)
        .map((place) => rows[place])
        .filter((row) => row !== undefined)
        .map((row) => ({ row, text: row.positives[0] ?? '' })),
    ),
  ];
}
