import type { RowList } from '../../core/data/row-list';
import type { TrainingRow } from '../../core/data/training-row';
import { createPause } from '../../core/formats/pause';
import { beirFiles } from '../../core/formats/writers/beir';
import type { DataFile, DataForm } from '../../core/formats/writers/data-form';
import { flagEmbeddingLines } from '../../core/formats/writers/flag-embedding';
import { nTupleLines } from '../../core/formats/writers/n-tuples';
import { splitFiles } from '../../core/formats/writers/split';
import { triplesLines } from '../../core/formats/writers/triples';
import type { CallContext } from '../commands/command';
import type { OutputFile } from '../protocol/results';
import { ZipWriter } from './zip-writer';

/** Characters encoded at a time. */
const CHUNK = 2 ** 20;
/** Bytes held before they are handed to the browser, which may put them on disk. */
const FLUSH_BYTES = 32 * 2 ** 20;

/** Training rows as one file in a form that other tools read. Stops when aborted. */
export async function exportRows(
  rows: RowList,
  form: Exclude<DataForm, 'split'> | 'n-tuples',
  context: CallContext,
): Promise<OutputFile> {
  const pause = createPause(context.signal);
  const counted = countRows(rows, context);
  const name = `training-data-${form}`;
  switch (form) {
    case 'triples':
      return { name: `${name}.jsonl`, blob: await textBlob(triplesLines(counted), pause) };
    case 'n-tuples':
      return { name: `${name}.jsonl`, blob: await textBlob(nTupleLines(counted), pause) };
    case 'flag-embedding':
      return { name: `${name}.jsonl`, blob: await textBlob(flagEmbeddingLines(counted), pause) };
    case 'beir':
      return { name: `${name}.zip`, blob: await zipBlob(await beirFiles(counted, pause), pause) };
  }
}

/** The rows to train on and the held-out questions as a zip, see `splitFiles`. Stops when aborted. */
export async function exportSplit(
  train: RowList,
  parts: Parameters<typeof splitFiles>[1],
  context: CallContext,
): Promise<OutputFile> {
  const files = splitFiles(countRows(train, context), parts);
  return { name: 'split.zip', blob: await zipBlob(files, createPause(context.signal)) };
}

async function zipBlob(files: readonly DataFile[], pause: () => Promise<void>): Promise<Blob> {
  const zip = new ZipWriter();
  for (const file of files) await zip.addSlowly(file.name, encoded(file.lines, pause), true);
  return zip.finish();
}

/** Tells how many rows were taken, now and then. */
function* countRows(rows: RowList, { emit }: CallContext): Generator<TrainingRow> {
  let done = 0;
  for (const row of rows) {
    yield row;
    done++;
    if (done % 1000 === 0 || done === rows.length)
      emit({ kind: 'progress', phase: 'Writing the data', done, total: rows.length, unit: 'rows' });
  }
}

async function textBlob(lines: Iterable<string>, pause: () => Promise<void>): Promise<Blob> {
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  for await (const chunk of encoded(lines, pause)) {
    chunks.push(chunk);
    pending += chunk.length;
    if (pending < FLUSH_BYTES) continue;
    blobs.push(new Blob(chunks));
    chunks = [];
    pending = 0;
  }
  return new Blob([...blobs, ...chunks], { type: 'application/jsonl' });
}

/** UTF-8 in pieces of about a mebibyte, other work let in between lines. */
async function* encoded(
  lines: Iterable<string>,
  pause: () => Promise<void>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let parts: string[] = [];
  let length = 0;
  for (const line of lines) {
    parts.push(line);
    length += line.length;
    if (length < CHUNK) continue;
    yield encoder.encode(parts.join(''));
    await pause();
    parts = [];
    length = 0;
  }
  if (length > 0) yield encoder.encode(parts.join(''));
}
