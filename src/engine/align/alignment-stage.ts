import { asTrainingRow, withLabelled, type AlignmentRow } from '../../core/alignment/alignment-row';
import { digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import { createSampler } from '../../core/data/sampler';
import type { Settings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';
import type { Stage, StageContext } from '../session/stage';
import { collectPositives, type KnownPositives } from '../train/known-positives';
import { rankedBatches } from '../train/ranked-batch';
import { embedStart, type StartVectors } from '../train/start-vectors';

/** What an alignment trains on. */
export interface AlignmentSource {
  readonly rows: readonly AlignmentRow[];
  /** The open training rows: what they say answers a query is no candidate below it; null where none are open. */
  readonly labelled: RowList | null;
}

/** Training on preferences, from weights that were distilled before. */
export function alignmentStage({ rows: given, labelled }: AlignmentSource, settings: Settings): Stage {
  const rows = settings.goldAnchor ? anchored(given, labelled) : given;
  const asRows = rows.map(asTrainingRow);
  const known = settings.maskFalseNegatives ? knownTo(rows, labelled) : null;
  return {
    loss: settings.alignLoss,
    before: 'the model before the alignment',
    after: 'the aligned model',
    settings: stageSettings(rows, settings),
    seen: labelled === null ? [asRows] : [labelled, asRows],
    notes: [anchorNote(given, rows, settings)].flat(),
    batches: async (context) => {
      const start = settings.klWeight > 0 ? await startOf(rows, context) : null;
      return {
        rows: asRows,
        sampler: createSampler({ rows: asRows, batch: settings.alignBatch, seed: settings.seed }),
        batchOf: rankedBatches({ rows, settings, known, start }),
      };
    },
  };
}

/** Those of the alignment take the place of those of the training; what only that knows is switched off. */
function stageSettings(rows: readonly AlignmentRow[], settings: Settings): Settings {
  const longest = rows.reduce((most, { tiers }) => Math.max(most, tiers.flat().length), 0);
  return {
    ...settings,
    lr: settings.alignLr,
    epochs: settings.alignEpochs,
    batch: settings.alignBatch,
    loss: 'infonce',
    learnTemperature: false,
    mix: '',
    remineEvery: 0,
    mineFirst: false,
    // Of every row all passages join the batch: the memory is planned by it.
    hardNegatives: Math.max(0, longest - 1),
  };
}

function anchored(rows: readonly AlignmentRow[], labelled: RowList | null): readonly AlignmentRow[] {
  if (labelled === null) return rows;
  const texts = labelledTexts(new Set(rows.map(({ query }) => textHash(query))), labelled);
  return rows.map((row) => withLabelled(row, texts.get(textHash(row.query))));
}

/** The first labelled passage of each of the queries, given and answered as hashes. */
function labelledTexts(wanted: ReadonlySet<number>, labelled: RowList): Map<number, string> {
  const texts = new Map<number, string>();
  digestOf(labelled).queries.forEach((query, row) => {
    if (!wanted.has(query) || texts.has(query)) return;
    const [text] = labelled.at(row)?.positives ?? [];
    if (text !== undefined) texts.set(query, text);
  });
  return texts;
}

function anchorNote(
  given: readonly AlignmentRow[],
  rows: readonly AlignmentRow[],
  settings: Settings,
): string[] {
  if (!settings.goldAnchor) return [];
  const added = rows.filter((row, at) => row !== given[at]).length;
  return [
    `The labelled passage of the query was added beside the better one in ${added} of ${rows.length} preferences; the others have it already, or none is known.`,
  ];
}

/** Preferred passages answer their query, and so do the labelled ones. Where neither answered, nothing is known. */
function knownTo(rows: readonly AlignmentRow[], labelled: RowList | null): KnownPositives {
  const preferred = collectPositives(rows.filter(({ neither }) => !neither).map(asTrainingRow));
  if (labelled === null) return preferred;
  const others = collectPositives(labelled);
  return { answers: (query, text) => preferred.answers(query, text) || others.answers(query, text) };
}

function startOf(
  rows: readonly AlignmentRow[],
  { model, signal, emit }: StageContext,
): Promise<StartVectors> {
  const texts = {
    queries: rows.map(({ query }) => query),
    passages: rows.flatMap(({ tiers }) => tiers.flat()),
  };
  return embedStart(model, texts, signal, (done, total) => {
    emit({ kind: 'progress', phase: 'Embedding what the model holds on to', done, total, unit: 'texts' });
  });
}
