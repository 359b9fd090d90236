import Papa from 'papaparse';
import { createCsvReader } from './csv-records';
import type { Fields } from './format-reader';
import { FORMAT_READERS } from './format-readers';

/** How a file of separated values is laid out. */
export interface TableLayout {
  readonly delimiter: string;
  /** One for each column, all different. */
  readonly names: readonly string[];
  /** The first record holds the names of the columns. */
  readonly header: boolean;
  /** Cells may stand in quotation marks, as in CSV. Files without a header are read as they stand. */
  readonly quoted: boolean;
  /** What the file was taken for, for its report. */
  readonly notes: readonly string[];
}

const DELIMITERS = { '\t': 'tabs', ',': 'commas', ';': 'semicolons', '|': 'vertical bars' } as const;
type Delimiter = keyof typeof DELIMITERS;
const isDelimiter = (text: string): text is Delimiter => text in DELIMITERS;

/** Records looked at where the names of the columns say nothing. */
const LOOKED_AT = 20;
const LONGEST_NAME = 40;

/**
 * Recognises training rows in separated values by the start of the file: a header with the keys of a format, or two
 * or three columns between tabs whose passages are texts (MS MARCO; ids have no spaces). Undefined for other files.
 */
export function knownTable(start: string): TableLayout | undefined {
  const first = firstLine(start);
  if (first === undefined) return undefined;
  for (const delimiter of Object.keys(DELIMITERS).filter(isDelimiter)) {
    const [names = []] = firstRecords(start, delimiter, 1);
    const header = names.length < 2 ? undefined : knownHeader(names, delimiter);
    if (header) return header;
  }
  return withoutHeader(first.split('\t'));
}

/** Undefined where the file is surely no table: JSON, or line ends that are bare carriage returns. */
function firstLine(start: string): string | undefined {
  const first = start.split('\n').find((line) => line.trim() !== '');
  const line = first?.replace(/\r$/, '');
  return line === undefined || /^\s*[{[]|\r/.test(line) ? undefined : line;
}

/** A row's keys are those of a format, whatever stands under them. */
function isKnown(names: readonly string[]): boolean {
  const row: Fields = Object.fromEntries(names.map((name) => [name, '']));
  return FORMAT_READERS.some((reader) => reader.recognise([row]) > 0);
}

function knownHeader(cells: readonly string[], delimiter: Delimiter): TableLayout | undefined {
  const notes = [`This file is a table with a header, its columns between ${DELIMITERS[delimiter]}.`];
  const layout = { delimiter, header: true, quoted: true };
  const { names, notes: repeated } = unrepeated(cells);
  if (isKnown(names)) return { ...layout, names, notes: [...notes, ...repeated] };
  const plain = names.map((name) => name.trim().toLowerCase());
  if (new Set(plain).size < plain.length || !isKnown(plain)) return undefined;
  const changed = names.flatMap((name, i) => (name === plain[i] ? [] : [`"${name}" as ${plain[i] ?? ''}`]));
  return {
    ...layout,
    names: plain,
    notes: [...notes, ...repeated, `Names of columns were read in plain spelling: ${changed.join(', ')}.`],
  };
}

/** The second column called "negative" becomes "negative_2", and so on. */
function unrepeated(cells: readonly string[]): Pick<TableLayout, 'names' | 'notes'> {
  const names: string[] = [];
  const notes: string[] = [];
  for (const cell of cells) {
    let name = cell;
    for (let n = 2; names.includes(name); n++) name = `${cell}_${n}`;
    if (name !== cell) notes.push(`Several columns are called "${cell}"; one was read as ${name}.`);
    names.push(name);
  }
  return { names, notes };
}

function withoutHeader(cells: readonly string[]): TableLayout | undefined {
  const isText = (cell: string): boolean => cell.trim().includes(' ');
  const isTriple = cells.length === 3 && cells.slice(1).every(isText);
  const isPair = cells.length === 2 && cells.every(isText);
  if (!isTriple && !isPair) return undefined;
  const names = isTriple ? ['query', 'positive', 'negative'] : ['query', 'positive'];
  const note = `This file is tab-separated without a header; it was read as ${names.join(', ')}.`;
  return { delimiter: '\t', names, header: false, quoted: false, notes: [note] };
}

/**
 * Recognises a table whose columns mean nothing to Kennel: at least two records of the same number of cells, or what
 * its name calls a table. `path` is that name.
 */
export function unknownTable(start: string, path: string): TableLayout | undefined {
  if (firstLine(start) === undefined) return undefined;
  const { delimiter } = Papa.parse(start.slice(0, 2 ** 14), {
    delimitersToGuess: Object.keys(DELIMITERS),
    preview: LOOKED_AT,
  }).meta;
  if (!isDelimiter(delimiter)) return undefined;
  const records = firstRecords(start, delimiter, LOOKED_AT);
  const [cells = []] = records;
  const isNamedTable = /\.(?:csv|tsv|tab|psv)(?:\.gz)?$/i.test(path);
  const even = records.length > 1 && records.every((record) => record.length === cells.length);
  if (cells.length < 2 || !(even || isNamedTable)) return undefined;
  const header = isHeader(cells);
  const { names, notes } = unrepeated(header ? cells : cells.map((_, i) => `column ${i + 1}`));
  const said = `This file is a table ${header ? 'with' : 'without'} a header, its columns between ${DELIMITERS[delimiter]}.`;
  return { delimiter, names, header, quoted: true, notes: [said, ...notes] };
}

/** Names are short, are no numbers and do not end like sentences. */
function isHeader(cells: readonly string[]): boolean {
  return cells.every((cell) => {
    const name = cell.trim();
    return name !== '' && name.length <= LONGEST_NAME && Number.isNaN(Number(name)) && !/[.?!]$/.test(name);
  });
}

function firstRecords(start: string, delimiter: Delimiter, count: number): (readonly string[])[] {
  const lines = start.split('\n');
  if (lines.length > 1) lines.pop(); // it may be cut, or is what follows the last line feed
  const reader = createCsvReader({ delimiter, quoted: true });
  const read = reader.push(
    lines.slice(0, 50 * count).map((text, i) => ({ line: i + 1, text: text.replace(/\r$/, '') })),
  );
  return [...read, ...reader.end()]
    .flatMap((record) =>
      'cells' in record && record.cells.some((cell) => cell.trim() !== '') ? [record.cells] : [],
    )
    .slice(0, count);
}
