import { usedViews } from '../../core/data/used-views';
import type { TrainingRow } from '../../core/data/training-row';
import type { Random } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';
import type { Roles } from '../losses/contrastive';
import type { KnownPositives } from './known-positives';
import type { RankedBatch } from './ranked-batch';

/** The texts of one step. Document i < queries.length is the labelled passage of query i, or the one ranked first. */
export interface TrainingBatch {
  readonly queries: readonly string[];
  readonly documents: readonly string[];
  /** The row of the batch that each document came with. */
  readonly owners: Int32Array;
  readonly roles: Roles;
  /** Where it was made of preferences: what its loss needs besides. */
  readonly ranked?: RankedBatch;
}

/** What decides which texts of a row join its batch. */
export type BatchSettings = Pick<Settings, 'loss' | 'views' | 'hardNegatives'>;

interface View {
  readonly text: string;
  readonly owner: number;
  readonly positive: boolean;
}

/**
 * Lays out the documents of a batch and who is what to whom.
 * @param known Texts known to answer a query are no candidates for it; null: every text is one.
 */
export function buildBatch(
  rows: readonly TrainingRow[],
  settings: BatchSettings,
  known: KnownPositives | null,
  random: Random,
): TrainingBatch {
  const views = [
    ...rows.map(labelled),
    ...rows.flatMap((row, owner) => otherViews(row, owner, settings, random)),
  ];
  const queries = rows.map((row) => row.query);
  return {
    queries,
    documents: views.map((view) => view.text),
    owners: Int32Array.from(views, (view) => view.owner),
    roles: assignRoles(queries, views, known),
  };
}

/** The first positive: rows with several are expanded before (see `expandPositives`). */
function labelled(row: TrainingRow, owner: number): View {
  const [text] = row.positives;
  if (text === undefined) throw new Error(`${row.file}:${String(row.line)}: a row without a positive`);
  return { text, owner, positive: true };
}

/** The synthetic views, where the loss uses them, and the hard negatives. */
function otherViews(row: TrainingRow, owner: number, settings: BatchSettings, random: Random): View[] {
  const views: View[] = [];
  const { synthetic, cot } = usedViews(settings);
  // A passage that failed its verification is a hard negative.
  if (row.synthetic && synthetic)
    views.push({ text: row.synthetic.text, owner, positive: row.synthetic.verified });
  if (row.cot !== undefined && cot) views.push({ text: row.cot, owner, positive: true });
  const chosen =
    row.negatives.length > settings.hardNegatives ? random.shuffle([...row.negatives]) : row.negatives;
  for (const text of chosen.slice(0, settings.hardNegatives)) views.push({ text, owner, positive: false });
  return views;
}

function assignRoles(
  queries: readonly string[],
  views: readonly View[],
  known: KnownPositives | null,
): Roles {
  const documents = views.length;
  const positive = new Float32Array(queries.length * documents);
  const candidate = new Float32Array(queries.length * documents).fill(1);
  const hashes = known === null ? [] : views.map((view) => textHash(view.text));
  queries.forEach((query, i) => {
    const hash = textHash(query);
    views.forEach((view, j) => {
      const at = i * documents + j;
      if (view.positive && view.owner === i) positive[at] = 1;
      else if (known?.answers(hash, hashes[j] ?? Number.NaN)) candidate[at] = 0;
    });
  });
  return { queries: queries.length, documents, positive, candidate };
}
