import type { ChosenSets } from '../../core/data/choose-sets';
import type { TrainingData } from '../../core/data/training-data';
import { textHash } from '../../core/text/text-hash';
import { hashRows } from './data-hash';
import type { RunData } from './trained-model';

/** Describes what a run is about to train on. */
export async function describeRunData({ files }: TrainingData, { train, dev }: ChosenSets): Promise<RunData> {
  return {
    files: files.map(({ file, rows }) => ({ name: file, rows })),
    rows: train.length,
    hash: await hashRows(train),
    seenQueries: new Set(
      [...train.map(({ query }) => query), ...dev.queries.map(({ text }) => text)].map(textHash),
    ),
  };
}
