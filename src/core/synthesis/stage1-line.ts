import type { SyntheticRow } from './synthetic-row';

/** A row as a line of stage-1 JSONL (see `stage1Reader`). */
interface Stage1Line {
  readonly query_id?: string;
  readonly query: string;
  readonly positive_id?: string;
  readonly positive: string;
  readonly synthetic_positive: string;
  readonly cot: string;
  readonly negative?: string;
  readonly verified: boolean;
  readonly paradigm: string;
  /** Of a row that a language model wrote: which, and by purpose the versions of the prompts. */
  readonly model?: string;
  readonly prompt_versions?: Readonly<Record<string, string>>;
  /** A person changed a text of it. */
  readonly edited?: true;
}

/**
 * A row as training data; null where it has no query or nothing that answers it. A synthetic positive that does not
 * answer is marked as not verified, which makes it a hard negative. One whose verdict could not be read is neither:
 * it is left out, as is a negative that may be relevant. Without a labelled passage the synthetic one takes its place,
 * and where there is none either, the reasoning. What a person found when checking counts more than the model's verdict.
 */
export function stage1Line(row: SyntheticRow): Stage1Line | null {
  const { query, positive: labelled, cot, relevance, sourceId, from, paradigm } = row;
  const verdict = row.checked === null ? relevance.synthetic : row.checked ? 'relevant' : 'irrelevant';
  const synthetic = verdict === 'unparsable' ? '' : row.synthetic;
  const verified = verdict !== 'irrelevant';
  const positive = [labelled, verified ? synthetic : '', cot].find((text) => text.trim() !== '');
  if (query.trim() === '' || positive === undefined) return null;
  const negative =
    relevance.negative === null || relevance.negative === 'irrelevant' ? row.negative.trim() : '';
  return {
    ...(sourceId !== null && from === 'query' ? { query_id: sourceId } : {}),
    query,
    ...(sourceId !== null && from === 'document' ? { positive_id: sourceId } : {}),
    positive,
    synthetic_positive: positive === synthetic ? '' : synthetic,
    cot: positive === cot ? '' : cot,
    ...(negative === '' ? {} : { negative: row.negative }),
    verified,
    paradigm,
    ...(row.model === '' ? {} : { model: row.model, prompt_versions: row.promptVersions }),
    ...(row.edited.length > 0 ? { edited: true } : {}),
  };
}

/** The rows that training uses: the accepted ones, or without any all that are made and not rejected. */
export function rowsToUse(rows: readonly SyntheticRow[]): readonly SyntheticRow[] {
  const accepted = rows.filter(({ state }) => state === 'accepted');
  return accepted.length > 0 ? accepted : rows.filter(({ state }) => state === 'done');
}
