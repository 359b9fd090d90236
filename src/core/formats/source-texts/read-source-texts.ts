import type { Passage } from '../../data/eval-set';
import type { FileReport } from '../../data/file-report';
import { createRejectList, type RejectList } from '../../data/reject-list';
import { InputError } from '../../input-error';
import { textHash } from '../../text/text-hash';
import { expandFiles } from '../archive';
import { fileRole, type FileRole } from '../by-id/file-role';
import { ID_KEYS, PASSAGE_KEYS, QUERY_KEYS } from '../by-id/read-id-texts';
import { isDocumentation } from '../documentation';
import { fileName, type InputFile } from '../input-file';
import { openRows } from '../open-rows';
import { createProgress } from '../progress';
import { readLines, type LineOptions } from '../read-lines';
import type { ReadOptions } from '../read-options';
import { isFields, type Fields } from '../training/format-reader';
import { readId } from '../training/row-ids';
import { checkText } from '../training/text-field';
import { cutDocument } from './cut-document';

/** What is read: texts to make queries for, or queries to make texts for. */
export type SourceKind = 'documents' | 'queries';

/** Texts in the order of the files; of a query the title is empty. */
export interface SourceTexts {
  readonly texts: readonly Passage[];
  readonly files: readonly FileReport[];
}

/** Keys of texts, the likeliest first. */
const TEXT_KEYS: Readonly<Record<SourceKind, readonly string[]>> = {
  documents: [...PASSAGE_KEYS, 'body', 'document', 'abstract', 'positive'],
  queries: ['query', 'query_text', 'question', 'anchor', ...QUERY_KEYS],
};

/** Files of a data set that hold something else. */
const OTHERS: Readonly<Record<SourceKind, readonly FileRole[]>> = {
  documents: ['queries', 'judgements', 'id rows', 'preferences'],
  queries: ['passages', 'judgements', 'id rows', 'preferences'],
};

/**
 * Reads documents or queries: the corpus.jsonl or queries.jsonl of BEIR, any JSON, table or Parquet file with a column
 * of texts (`text`, `query` and the like; an id and a title are taken where there are some), and plain text: documents
 * as .txt or .md files, a long one cut into passages; queries one a line. Of equal ids and equal texts the first counts.
 * @throws InputError when a file holds nothing usable, or there is no file
 */
export async function readSourceTexts(
  given: readonly InputFile[],
  kind: SourceKind,
  options: ReadOptions = {},
): Promise<SourceTexts> {
  const all = await expandFiles(given, options);
  const files = await chooseFiles(all, kind);
  if (files.length === 0) throw new InputError(kind, 'there is no file to read');
  const lines: LineOptions = { signal: options.signal, onBytes: createProgress(files, options) };
  const collector = new Collector(kind);
  const reports: FileReport[] = [];
  for (const file of files) reports.push(await collector.read(file, lines));
  if (collector.texts.length === 0)
    throw new InputError(files[0]?.path ?? kind, 'the file is empty: it holds no text');
  return { texts: collector.texts, files: reports };
}

async function chooseFiles(all: readonly InputFile[], kind: SourceKind): Promise<readonly InputFile[]> {
  if (all.length < 2) return all;
  const wanted: InputFile[] = [];
  for (const file of all) {
    const isText = plainText(file);
    if (isAboutData(file) || (isText ? kind === 'queries' && isMarkdown(file) : isDocumentation(file)))
      continue;
    if (isText || !OTHERS[kind].includes(await fileRole(file))) wanted.push(file);
  }
  // None fits: reading the first says what it is instead.
  return wanted.length === 0 ? all.slice(0, 1) : wanted;
}

function plainText(file: InputFile): boolean {
  return /\.(?:txt|text|md|markdown)$/i.test(fileName(file));
}

/** Text beside data that is no part of it. */
function isAboutData(file: InputFile): boolean {
  return /^(?:readme|licen[cs]e|copying|changelog|provenance|citation)\b/i.test(fileName(file));
}

function isMarkdown(file: InputFile): boolean {
  return /\.(?:md|markdown)$/i.test(fileName(file));
}

class Collector {
  readonly texts: Passage[] = [];
  readonly #ids = new Set<string>();
  readonly #known = new Set<number>();
  readonly #kind: SourceKind;
  #repeated = 0;

  constructor(kind: SourceKind) {
    this.#kind = kind;
  }

  async read(file: InputFile, options: LineOptions): Promise<FileReport> {
    const before = this.texts.length;
    this.#repeated = 0;
    const rejects = createRejectList();
    const notes = plainText(file)
      ? await this.#readPlain(file, options, rejects)
      : await this.#readRows(file, options, rejects);
    const count = this.texts.length - before;
    const isEmpty = count === 0 && this.#repeated === 0;
    // An empty text file among others is no fault.
    if (isEmpty && (rejects.count > 0 || !plainText(file))) throw rejects.asError(file.path);
    return {
      file: file.path,
      format: this.#kind,
      rows: count,
      pairs: 0,
      triplets: 0,
      rejected: rejects.kept,
      rejectedCount: rejects.count,
      notes: [...notes, ...this.#repetitions()],
    };
  }

  #repetitions(): string[] {
    if (this.#repeated === 0) return [];
    const what = this.#kind === 'queries' ? 'queries' : 'documents';
    return [`${this.#repeated} ${what} were left out, because the same text came before.`];
  }

  async #readRows(file: InputFile, options: LineOptions, rejects: RejectList): Promise<string[]> {
    const source = await openRows(file, options);
    for await (const batch of source.batches)
      for (const row of batch) {
        if ('reason' in row) {
          const { kind, ...reject } = row;
          rejects.add({ file: file.path, ...reject }, kind);
          continue;
        }
        const reason = this.#takeRow(row.value, `${fileName(file)}:${row.line}`);
        if (reason !== undefined) rejects.add({ file: file.path, line: row.line, reason });
      }
    return source.notes();
  }

  /** Keeps the text of one object; gives the reason where it has none. */
  #takeRow(value: unknown, place: string): string | undefined {
    if (typeof value === 'string') return this.#take({ id: place, title: '', text: value });
    if (!isFields(value)) return 'the line is not a JSON object';
    const key = TEXT_KEYS[this.#kind].find((name) => name in value);
    const title = checkText(value['title'], 'title');
    const hasTitle = 'text' in title && this.#kind === 'documents';
    if (key === undefined && !hasTitle) return explainKeys(value, TEXT_KEYS[this.#kind]);
    const text = key === undefined ? { text: '' } : checkText(value[key], key);
    // A document may be a title alone.
    if ('fault' in text && !(hasTitle && key !== undefined && value[key] === ''))
      return `"${key ?? ''}" ${text.fault}`;
    return this.#take({
      id: idOf(value, this.#kind) ?? place,
      title: hasTitle ? title.text : '',
      text: 'text' in text ? text.text : '',
    });
  }

  async #readPlain(file: InputFile, options: LineOptions, rejects: RejectList): Promise<string[]> {
    const source = readLines(file, options);
    const whole: string[] = [];
    for await (const batch of source.batches)
      for (const { line, text, fault } of batch) {
        if (fault !== undefined) rejects.add({ file: file.path, line, reason: fault });
        else if (this.#kind === 'documents') whole.push(text);
        else if (text.trim() !== '')
          this.#take({ id: `${fileName(file)}:${line}`, title: '', text: text.trim() });
      }
    if (this.#kind === 'queries') return source.notes();
    const pieces = cutDocument(whole.join('\n'), isMarkdown(file));
    for (const [at, piece] of pieces.entries())
      this.#take({ id: pieces.length === 1 ? file.path : `${file.path}#${at + 1}`, ...piece });
    const cut = pieces.length > 1 ? [`Cut into ${pieces.length} passages between its paragraphs.`] : [];
    return [...source.notes(), ...cut];
  }

  #take(passage: Passage): string | undefined {
    const hash = textHash(`${passage.title}\n${passage.text}`);
    if (this.#known.has(hash)) {
      this.#repeated++;
      return undefined;
    }
    if (this.#ids.has(passage.id))
      return `there already is another text with the id ${passage.id.slice(0, 60)}`;
    this.#known.add(hash);
    this.#ids.add(passage.id);
    this.texts.push(passage);
    return undefined;
  }
}

function idOf(value: Fields, kind: SourceKind): string | undefined {
  const keys = kind === 'queries' ? (['query_id', 'qid', ...ID_KEYS] as const) : ID_KEYS;
  const key = keys.find((name) => name in value);
  return key === undefined ? undefined : readId(value[key]);
}

function explainKeys(value: Fields, keys: readonly string[]): string {
  const there = Object.keys(value)
    .slice(0, 8)
    .map((name) => `"${name.slice(0, 40)}"`)
    .join(', ');
  return `there is no text: one of the columns ${keys.slice(0, 5).join(', ')} is needed, but there are ${there}`;
}
