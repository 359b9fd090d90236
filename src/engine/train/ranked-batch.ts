import * as tf from '@tensorflow/tfjs';
import type { AlignmentRow } from '../../core/alignment/alignment-row';
import type { Settings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';
import { bradleyTerry } from '../losses/bradley-terry';
import { scaledSimilarities } from '../losses/contrastive';
import { plackettLuce } from '../losses/plackett-luce';
import type { Ranking } from '../losses/ranking';
import { referenceScores, scoreDivergence, type ReferenceScores } from '../losses/score-divergence';
import type { TrainingBatch } from './build-batch';
import type { KnownPositives } from './known-positives';
import type { StartVectors } from './start-vectors';
import type { BatchMaker } from './trainer';

/** What the loss of a batch of preferences needs besides the embeddings. */
export interface RankedBatch {
  readonly ranking: Ranking;
  readonly loss: Settings['alignLoss'];
  /** The scores under the weights that training began with, and how much keeping to them weighs; null: not at all. */
  readonly held: { readonly weight: number; readonly reference: ReferenceScores } | null;
}

/** @param q unit rows [Q, D]; @param d unit rows [M, D]. */
export function rankedLoss(
  q: tf.Tensor2D,
  d: tf.Tensor2D,
  { ranking, loss, held }: RankedBatch,
  temperature: number,
): tf.Scalar {
  return tf.tidy(() => {
    const scores = scaledSimilarities(q, d, temperature);
    const value = loss === 'plackett-luce' ? plackettLuce(scores, ranking) : bradleyTerry(scores, ranking);
    if (held === null) return value;
    return tf.add<tf.Scalar>(value, tf.mul(scoreDivergence(scores, held.reference), held.weight));
  });
}

export interface RankedSource {
  readonly rows: readonly AlignmentRow[];
  readonly settings: Pick<Settings, 'alignLoss' | 'klWeight' | 'temperature'>;
  /** Texts known to answer a query are no candidates for it; null: every text is one. */
  readonly known: KnownPositives | null;
  /** Null where nothing holds the model to what it was. */
  readonly start: StartVectors | null;
}

/** Makes batches of preferences. Documents: the first passage of every row, then the others, row by row. */
export function rankedBatches({ rows, settings, known, start }: RankedSource): BatchMaker {
  return (places) => {
    const chosen = places.map((at) => rows[at]).filter((row) => row !== undefined);
    const { documents, owners, tiers } = columns(chosen);
    const queries = chosen.map(({ query }) => query);
    const candidate = candidates(queries, { documents, owners, known });
    const shape = { queries: queries.length, documents: documents.length, candidate };
    const positive = new Float32Array(candidate.length);
    queries.forEach((_, i) => (positive[i * documents.length + i] = 1));
    const batch: TrainingBatch = { queries, documents, owners, roles: { ...shape, positive } };
    const ranking = { ...shape, tiers, neither: chosen.map(({ neither }) => neither) };
    const held =
      start === null
        ? null
        : {
            weight: settings.klWeight,
            reference: referenceScores(start.scores(queries, documents, settings.temperature), shape),
          };
    return { ...batch, ranked: { ranking, loss: settings.alignLoss, held } };
  };
}

function columns(rows: readonly AlignmentRow[]) {
  const firsts = rows.map(({ tiers }) => tiers[0]?.[0] ?? '');
  const documents = [...firsts];
  const owners = rows.map((_, i) => i);
  const tiers = rows.map((row, owner) =>
    row.tiers.map((tier, rank) =>
      tier.map((text, i) => {
        if (rank === 0 && i === 0) return owner;
        owners.push(owner);
        return documents.push(text) - 1;
      }),
    ),
  );
  return { documents, owners: Int32Array.from(owners), tiers };
}

/** [Q, M] 0 for a document of another row that reads like one of the row's own, or is known to answer its query. */
function candidates(
  queries: readonly string[],
  given: Pick<TrainingBatch, 'documents' | 'owners'> & Pick<RankedSource, 'known'>,
): Float32Array {
  const { documents, owners, known } = given;
  const candidate = new Float32Array(queries.length * documents.length).fill(1);
  if (known === null) return candidate;
  const hashes = documents.map(textHash);
  queries.forEach((query, i) => {
    const hash = textHash(query);
    const own = new Set(hashes.filter((_, j) => owners[j] === i));
    hashes.forEach((text, j) => {
      if (owners[j] !== i && (own.has(text) || known.answers(hash, text)))
        candidate[i * documents.length + j] = 0;
    });
  });
  return candidate;
}
