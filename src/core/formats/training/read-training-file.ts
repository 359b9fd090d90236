import type { FileReport } from '../../data/file-report';
import { createNoteCounter, type NoteCounter } from '../../data/note-counter';
import { createRejectList } from '../../data/reject-list';
import type { RowSink } from '../../data/row-sink';
import type { InputFile } from '../input-file';
import { byIdReaders } from '../by-id/by-id-readers';
import { NO_ID_TEXTS, type IdTexts } from '../by-id/id-texts';
import type { LayoutChoices } from '../mapping/layout-choices';
import { openRows } from '../open-rows';
import type { JsonRow } from '../read-json-rows';
import type { LineOptions } from '../read-lines';
import { chooseLayout, type Layout } from './choose-layout';
import { listed } from './explain-layout';
import { isFields, type FormatReader } from './format-reader';
import { FORMAT_READERS } from './format-readers';
import { createLayoutList } from './layout-list';
import { isLlamaIndex, readLlamaIndex } from './read-llama-index';
import { startOfFile } from './start-of-file';
import { MISSING_NEGATIVE } from './useful-negative';

/** Values looked at before the format is decided. */
const SAMPLE = 1000;

const PAIRS_TRAIN_TOO =
  'Rows without a negative train with every loss: the other passages of their batch serve as negatives.';

/**
 * Reads one file of training rows: JSON Lines, a JSON array or a table, whose format it recognises by the keys of the
 * first rows, or one document of LlamaIndex. Every line ends up as a row, as a reject or as a counted blank.
 * `texts`: those that rows may name by id.
 * @throws InputError when no row is usable: the most frequent reason and its first line
 */
export async function readTrainingFile(
  file: InputFile,
  options: LineOptions & LayoutChoices,
  sink: RowSink,
  texts: IdTexts = NO_ID_TEXTS,
): Promise<FileReport> {
  const start = await startOfFile(file);
  if (isLlamaIndex(start)) {
    const { rows, report } = await readLlamaIndex(file, options);
    for (const row of rows) sink.add(row);
    return report;
  }
  const source = await openRows(file, options);
  const collected = createCollector(file.path, [...FORMAT_READERS, ...byIdReaders(texts)], options, sink);
  let sample: JsonRow[] | undefined = [];
  for await (const batch of source.batches) {
    if (!sample) {
      collected.take(batch);
      await sink.settle();
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

function createCollector(
  file: string,
  readers: readonly FormatReader[],
  choices: LayoutChoices,
  sink: RowSink,
) {
  const rejects = createRejectList();
  const remarks = createNoteCounter();
  const layouts = createLayoutList();
  let layout: Layout | undefined;
  let rows = 0;
  let triplets = 0;

  const takeValue = (line: number, value: unknown): void => {
    const reader = layout?.reader;
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
    sink.add({ file, line, ...row });
    rows++;
    if (row.negatives.length > 0) triplets++;
  };

  return {
    decide(sample: readonly JsonRow[]): void {
      layout = chooseLayout(file, sample, readers, choices);
    },
    take(batch: readonly JsonRow[]): void {
      for (const row of batch) {
        if ('value' in row) takeValue(row.line, row.value);
        else rejects.add({ file, ...withoutKind(row) }, row.kind);
      }
    },
    finish(notes: readonly string[]): FileReport {
      if (rows === 0 || !layout?.reader) {
        const error = rejects.asError(file);
        throw layout?.ask(error) ?? error;
      }
      const { name, keys } = layout.reader;
      return {
        file,
        format: name === 'triplet' && triplets === 0 ? 'pairs' : name,
        rows,
        pairs: rows,
        triplets,
        rejected: rejects.kept,
        rejectedCount: rejects.count,
        notes: [...notes, ...layout.notes, ...layouts.notes(keys), ...rowNotes(remarks, rows, triplets)],
      };
    },
  };
}

function rowNotes(remarks: NoteCounter, rows: number, triplets: number): string[] {
  return [
    // In a file of pairs a missing negative is the format, not worth a remark.
    ...remarks.notes((text) => triplets > 0 || text !== MISSING_NEGATIVE),
    ...(triplets > 0 && triplets < rows ? [PAIRS_TRAIN_TOO] : []),
  ];
}

function withoutKind(row: Extract<JsonRow, { reason: string }>) {
  const { line, column, reason } = row;
  return column === undefined ? { line, reason } : { line, column, reason };
}

function describeNonObject(value: unknown): string {
  const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a bare ${typeof value}`;
  return `the row is ${what}, not an object with keys such as query and positive`;
}
