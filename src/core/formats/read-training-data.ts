import type { FileReport } from '../data/file-report';
import type { TrainingData } from '../data/training-data';
import type { TrainingRow } from '../data/training-row';
import { InputError } from '../input-error';
import { expandFiles } from './archive';
import { findBeirFiles } from './beir/find-beir-files';
import { readBeirTraining } from './beir/read-beir-training';
import { isDocumentation } from './documentation';
import type { InputFile } from './input-file';
import { createProgress } from './progress';
import type { ReadOptions } from './read-options';
import { readTrainingFile } from './training/read-training-file';

/**
 * Reads everything the user gave as training data: JSON Lines or JSON arrays in any format of
 * `FORMAT_READERS`, documents of LlamaIndex, and BEIR folders with qrels/train.tsv; gzip and zip of these. Files for people (a readme)
 * beside data are left out and reported so.
 * @throws InputError when a file has no usable row, or there is no file to read
 */
export async function readTrainingData(
  given: readonly InputFile[],
  options: ReadOptions = {},
): Promise<TrainingData> {
  const files = await expandFiles(given, options);
  const onBytes = createProgress(files, options);
  const rows: TrainingRow[] = [];
  const reports: FileReport[] = [];
  const keep = ({ rows: more, report }: { rows: readonly TrainingRow[]; report: FileReport }): void => {
    for (const row of more) rows.push(row);
    reports.push(report);
  };

  const beir = findBeirFiles(files);
  const parts = new Set(beir ? [beir.corpus, beir.queries, ...beir.qrels.map((qrels) => qrels.file)] : []);
  const others = files.filter((file) => !parts.has(file));
  const data = others.length > 1 || parts.size > 0 ? others.filter((file) => !isDocumentation(file)) : others;

  if (beir?.qrels.some((qrels) => qrels.split === 'train')) {
    keep(await readBeirTraining(beir, { signal: options.signal, onBytes }));
  } else if (beir && data.length === 0) {
    throw new InputError(beir.corpus.path, 'this BEIR folder has no qrels/train.tsv, so nothing to train on');
  } else if (beir) reports.push(...[...parts].map((file) => leftOut(file, 'evaluation data')));
  for (const file of data) keep(await readTrainingFile(file, { signal: options.signal, onBytes }));

  if (rows.length === 0) throw new InputError('training data', 'there is no file to read');
  for (const file of others) if (!data.includes(file)) reports.push(leftOut(file, 'documentation'));
  return { rows, files: reports };
}

function leftOut({ path }: InputFile, what: string): FileReport {
  return {
    file: path,
    format: 'left out',
    rows: 0,
    pairs: 0,
    triplets: 0,
    rejected: [],
    rejectedCount: 0,
    notes: [`Left out: this is ${what}, not training data.`],
  };
}
