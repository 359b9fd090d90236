import type { FileReport } from '../data/file-report';
import { createMemorySink, type RowSink } from '../data/row-sink';
import type { Preference } from '../data/preference';
import type { TrainingData } from '../data/training-data';
import type { TrainingRow } from '../data/training-row';
import { InputError } from '../input-error';
import { expandFiles } from './archive';
import { findBeirFiles, type BeirFiles } from './beir/find-beir-files';
import { readBeirTraining } from './beir/read-beir-training';
import { fileRole, type FileRole } from './by-id/file-role';
import { readIdTexts } from './by-id/read-id-texts';
import { isDocumentation } from './documentation';
import type { InputFile } from './input-file';
import type { LayoutChoices } from './mapping/layout-choices';
import { readPreferences } from './preferences/read-preferences';
import { createProgress } from './progress';
import type { LineOptions } from './read-lines';
import type { ReadOptions } from './read-options';
import { readTrainingFile } from './training/read-training-file';

/** The rows, and what stood beside them for the alignment. */
export interface ReadData extends TrainingData {
  readonly preferences: readonly Preference[];
}

/**
 * Reads everything the user gave as training data: rows in any format of `FORMAT_READERS`, rows that name texts by id
 * together with those texts, documents of LlamaIndex, and BEIR folders with qrels/train.tsv; gzip and zip of these.
 * Preferences are kept beside the rows; files for people (a readme) and what no row needs are left out and reported so.
 * @throws InputError when a file has no usable row, or there is no file to read
 */
export async function readTrainingData(
  given: readonly InputFile[],
  options: ReadOptions & LayoutChoices = {},
  sink: RowSink = createMemorySink(),
): Promise<ReadData> {
  const sorted = await sortFiles(await expandFiles(given, options));
  const { mappings, otherLayouts } = options;
  const lineOptions: LineOptions = {
    signal: options.signal,
    onBytes: createProgress(sorted.toRead, options),
  };
  const reports: FileReport[] = [];
  const keep = ({ rows: more, report }: { rows: readonly TrainingRow[]; report: FileReport }): void => {
    for (const row of more) sink.add(row);
    reports.push(report);
  };

  const { texts, reports: ofTexts } = await readIdTexts(sorted, lineOptions);
  reports.push(...ofTexts);
  if (sorted.beir) keep(await readBeirTraining(sorted.beir, lineOptions));
  for (const file of sorted.rows)
    reports.push(await readTrainingFile(file, { ...lineOptions, mappings, otherLayouts }, sink, texts));
  const preferences: Preference[] = [];
  for (const file of sorted.preferences) {
    const read = await readPreferences(file, lineOptions);
    for (const preference of read.preferences) preferences.push(preference);
    reports.push(read.report);
  }

  if (sink.length === 0) throw new InputError('training data', 'there is no file to read');
  reports.push(...sorted.leftOut.map(({ file, what }) => leftOut(file, what)));
  return { rows: await sink.finish(), files: reports, preferences, notes: sink.notes() };
}

/** Every file that was given, by what is done with it. */
interface SortedFiles {
  readonly rows: readonly InputFile[];
  /** Texts that rows name by id; empty where no row does. */
  readonly passages: readonly InputFile[];
  readonly queries: readonly InputFile[];
  readonly preferences: readonly InputFile[];
  /** With a train split. */
  readonly beir: BeirFiles | undefined;
  readonly leftOut: readonly { readonly file: InputFile; readonly what: string }[];
  /** For the progress. */
  readonly toRead: readonly InputFile[];
}

/** Names of what is not read, for its report. */
const LEFT_OUT: Record<Exclude<FileRole, 'id rows' | 'preferences' | 'other'>, string> = {
  passages: 'the texts of passages, which no row names by id',
  queries: 'the texts of queries, which no row names by id',
  judgements: 'evaluation data',
};

async function sortFiles(files: readonly InputFile[]): Promise<SortedFiles> {
  const data = files.length > 1 ? files.filter((file) => !isDocumentation(file)) : files;
  const roles = new Map<InputFile, FileRole>();
  for (const file of data) roles.set(file, await fileRole(file));
  const those = (...wanted: FileRole[]): InputFile[] =>
    data.filter((file) => wanted.includes(roles.get(file) ?? 'other'));

  const beir = findBeirFiles(data.filter((file) => mayBeOfBeir(file, roles.get(file) ?? 'other')));
  const parts = new Set(beir ? [beir.corpus, beir.queries, ...beir.qrels.map((qrels) => qrels.file)] : []);
  const trains = beir?.qrels.some((qrels) => qrels.split === 'train') ?? false;
  const rows = those('id rows', 'other').filter((file) => !parts.has(file));
  if (beir && !trains && rows.length === 0)
    throw new InputError(beir.corpus.path, 'this BEIR folder has no qrels/train.tsv, so nothing to train on');

  // Without rows, each file is read as if it had some: the error says what it is instead.
  const toTry = trains || rows.length > 0 ? rows : data;
  const byId = toTry.some((file) => roles.get(file) === 'id rows');
  const passages = byId ? those('passages') : [];
  const queries = byId ? those('queries') : [];
  const preferences = those('preferences').filter((file) => !toTry.includes(file));
  const read = new Set([...toTry, ...passages, ...queries, ...preferences, ...(trains ? parts : [])]);
  const left = files.filter((file) => !read.has(file));
  return {
    rows: toTry,
    passages,
    queries,
    preferences,
    beir: trains ? beir : undefined,
    leftOut: left.map((file) => ({ file, what: describeLeftOut(roles.get(file), parts.has(file)) })),
    toRead: [...read],
  };
}

/** A loose table is only taken as judgements where it looks like them; in a folder "qrels" its faults are listed. */
function mayBeOfBeir({ path }: InputFile, role: FileRole): boolean {
  if (role === 'id rows' || role === 'preferences') return false;
  return role === 'judgements' || !/\.(?:tsv|qrels)(?:\.gz)?$/i.test(path) || /(?:^|\/)qrels\//i.test(path);
}

function describeLeftOut(role: FileRole | undefined, isPart: boolean): string {
  if (role === undefined) return 'documentation';
  return isPart || role === 'other' || role === 'id rows' || role === 'preferences'
    ? 'evaluation data'
    : LEFT_OUT[role];
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
