import { isFields, type Fields, type FormatReader, type ParsedRow, type Unreadable } from './format-reader';

/** A row made readable, and what was done to it. */
interface Repaired {
  readonly row: Fields;
  readonly remark: string;
}

/**
 * The reader of a file made to read also rows that it would leave out: those laid out as another format, with capitals
 * or spaces in their keys, with a text inside an object (`positive.text`) or a list where one text belongs (its first
 * item). Each comes with a remark on what was done; nothing else is repaired.
 */
export function lenientReader(reader: FormatReader, all: readonly FormatReader[]): FormatReader {
  return {
    ...reader,
    read(row) {
      const strict = reader.read(row);
      if (!('reason' in strict)) return strict;
      for (const repaired of [plainKeys(row), textsOfObjects(row), firstItems(row)]) {
        const read = repaired && reader.read(repaired.row);
        if (read && isRead(read)) return { ...read, remarks: [repaired.remark, ...read.remarks] };
      }
      return readAsAnother(row, reader, all) ?? strict;
    },
  };
}

/** By the first other reader that recognises the row, its keys as they stand or in plain spelling. */
function readAsAnother(row: Fields, own: FormatReader, all: readonly FormatReader[]): ParsedRow | undefined {
  const plain = plainKeys(row);
  for (const { row: candidate, remark } of [{ row, remark: '' }, ...(plain ? [plain] : [])])
    for (const other of all) {
      if (other === own || other.recognise([candidate]) === 0) continue;
      const read = other.read(candidate);
      if (!isRead(read)) continue;
      const as = `Read as ${other.keys}, unlike the other rows of the file`;
      return { ...read, remarks: [as, ...(remark === '' ? [] : [remark]), ...read.remarks] };
    }
  return undefined;
}

function isRead(read: ParsedRow | Unreadable): read is ParsedRow {
  return !('reason' in read);
}

function plainKeys(row: Fields): Repaired | undefined {
  const names = Object.keys(row);
  const plain = names.map((name) => name.trim().toLowerCase());
  const changed = names.filter((name, i) => name !== plain[i]);
  if (changed.length === 0 || new Set(plain).size < plain.length) return undefined;
  return {
    row: Object.fromEntries(names.map((name, i) => [plain[i] ?? name, row[name]])),
    remark: 'Read although its keys are written with capitals or spaces',
  };
}

function textsOfObjects(row: Fields): Repaired | undefined {
  const inner = (value: unknown): unknown => (isFields(value) ? value['text'] : undefined);
  return replaced(
    row,
    inner,
    (keys) => `Read with the text inside an object (${listedPaths(keys, '.text')})`,
  );
}

function firstItems(row: Fields): Repaired | undefined {
  const first = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : undefined); // `any` becomes `unknown`
  return replaced(row, first, (keys) => `Read with the first item of a list (${listedPaths(keys, '[0]')})`);
}

/** The row with what `take` finds in a value, where that is a text, in the value's place. */
function replaced(
  row: Fields,
  take: (value: unknown) => unknown,
  describe: (keys: readonly string[]) => string,
): Repaired | undefined {
  const changes = Object.entries(row).flatMap(([key, value]) => {
    const text = take(value);
    return typeof text === 'string' ? [[key, text] as const] : [];
  });
  if (changes.length === 0) return undefined;
  return {
    row: { ...row, ...Object.fromEntries(changes) },
    remark: describe(changes.map(([key]) => key)),
  };
}

function listedPaths(keys: readonly string[], suffix: string): string {
  return keys.map((key) => key + suffix).join(', ');
}
