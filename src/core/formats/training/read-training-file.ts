import type { FileReport } from '../../data/file-report';
import { createNoteCounter } from '../../data/note-counter';
import { createRejectList } from '../../data/reject-list';
import type { TrainingRow } from '../../data/training-row';
import type { InputFile } from '../input-file';
import { readJsonRows, type JsonRow } from '../read-json-rows';
import type { LineOptions } from '../read-lines';
import { listed } from './explain-layout';
import { isFields, type FormatReader } from './format-reader';
import { FORMAT_READERS } from './format-readers';
import { createLayoutList } from './layout-list';
import { isLlamaIndex, readLlamaIndex } from './read-llama-index';
import { readTsvRows, tsvColumns } from './read-tsv-rows';
import { startOfFile } from './start-of-file';
import { tripletReaders } from './triplet';
import { MISSING_NEGATIVE } from './useful-negative';

/** Values looked at before the format is decided. */
const SAMPLE = 1000;

const PAIRS_TRAIN_TOO =
  'Rows without a negative train with every loss: the other passages of their batch serve as negatives.';

export interface TrainingFile {
  readonly rows: TrainingRow[];
  readonly report: FileReport;
}

/**
 * Reads one file of training rows: JSON Lines, a JSON array or TSV, whose format it recognises by the keys of the
 * first rows, or one document of LlamaIndex. Every line ends up as a row, as a reject or as a counted blank.
 * @throws InputError when no row is usable: the most frequent reason and its first line
 */
export async function readTrainingFile(file: InputFile, options: LineOptions): Promise<TrainingFile> {
  const start = await startOfFile(file);
  if (isLlamaIndex(start)) return readLlamaIndex(file, options);
  const columns = tsvColumns(start);
  const source = columns ? readTsvRows(file, columns, options) : readJsonRows(file, options);
  const collected = createCollector(file.path);
  let sample: JsonRow[] | undefined = [];
  for await (const batch of source.batches) {
    if (!sample) {
      collected.take(batch);
      continue;
    }
    sample.push(...batch);
    if (sample.length < SAMPLE) continue;
    collected.decide(sample);
    collected.take(sample);
    sample = undefined;
  }
  if (sample) {
    collected.decide(sample);
    collected.take(sample);
  }
  return collected.finish(source.notes());
}

function chooseReader(sample: readonly JsonRow[]): FormatReader | undefined {
  const objects = sample.flatMap((row) => ('value' in row && isFields(row.value) ? [row.value] : []));
  let chosen: FormatReader | undefined;
  let most = 0;
  for (const reader of FORMAT_READERS) {
    const count = reader.recognise(objects);
    if (count > most) {
      most = count;
      chosen = reader;
    }
  }
  return chosen ?? tripletReaders[0];
}

function createCollector(file: string) {
  const rows: TrainingRow[] = [];
  const rejects = createRejectList();
  const remarks = createNoteCounter();
  const layouts = createLayoutList();
  let reader: FormatReader | undefined;
  let triplets = 0;

  const takeValue = (line: number, value: unknown): void => {
    if (!isFields(value) || !reader) {
      rejects.add({ file, line, reason: describeNonObject(value) });
      return;
    }
    const parsed = reader.read(value);
    if ('reason' in parsed) {
      rejects.add({ file, line, reason: parsed.reason });
      if (parsed.otherLayout) layouts.add(listed(Object.keys(value)), line);
      return;
    }
    const { remarks: said, ...row } = parsed;
    for (const remark of said) remarks.add(remark, line);
    rows.push({ file, line, ...row });
    if (row.negatives.length > 0) triplets++;
  };

  return {
    decide(sample: readonly JsonRow[]): void {
      reader = chooseReader(sample);
    },
    take(batch: readonly JsonRow[]): void {
      for (const row of batch) {
        if ('value' in row) takeValue(row.line, row.value);
        else rejects.add({ file, ...withoutKind(row) }, row.kind);
      }
    },
    finish(notes: readonly string[]): TrainingFile {
      if (rows.length === 0 || !reader) throw rejects.asError(file);
      const pairsOnly = reader.name === 'triplet' && triplets === 0;
      const report: FileReport = {
        file,
        format: pairsOnly ? 'pairs' : reader.name,
        rows: rows.length,
        pairs: rows.length,
        triplets,
        rejected: rejects.kept,
        rejectedCount: rejects.count,
        notes: [
          ...notes,
          ...layouts.notes(reader.keys),
          // In a file of pairs a missing negative is the format, not worth a remark.
          ...remarks.notes((text) => triplets > 0 || text !== MISSING_NEGATIVE),
          ...(triplets > 0 && triplets < rows.length ? [PAIRS_TRAIN_TOO] : []),
        ],
      };
      return { rows, report };
    },
  };
}

function withoutKind(row: Extract<JsonRow, { reason: string }>) {
  const { line, column, reason } = row;
  return column === undefined ? { line, reason } : { line, column, reason };
}

function describeNonObject(value: unknown): string {
  const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a bare ${typeof value}`;
  return `the row is ${what}, not an object with keys such as query and positive`;
}
