import type { InputError } from '../../input-error';
import { mappingQuestion, UnknownLayoutError, type SampleRow } from '../mapping/ask-mapping';
import { readerByMapping, type LayoutChoices } from '../mapping/layout-choices';
import type { JsonRow } from '../read-json-rows';
import { isFields, type FormatReader } from './format-reader';
import { lenientReader } from './lenient-reader';
import { tripletReaders } from './triplet';

/** How a file is read. */
export interface Layout {
  readonly reader: FormatReader | undefined;
  /** For the file's report, where a person's choice decided. */
  readonly notes: readonly string[];
  /** The error of a file without a usable row, made to ask which column holds what. */
  ask(error: InputError): InputError;
}

/** Decides by a file's first rows and what the person chose: by their mapping, or else by the keys of the most rows. */
export function chooseLayout(
  file: string,
  sample: readonly JsonRow[],
  readers: readonly FormatReader[],
  { mappings = [], otherLayouts = false }: LayoutChoices,
): Layout {
  const rows = sample.flatMap((row): SampleRow[] =>
    'value' in row && isFields(row.value) ? [{ line: row.line, value: row.value }] : [],
  );
  const values = rows.map(({ value }) => value);
  const mapped = readerByMapping(mappings, values);
  const found = mapped?.reader ?? mostRecognised(readers, values) ?? tripletReaders[0];
  return {
    reader: found && otherLayouts ? lenientReader(found, readers) : found,
    notes: mapped ? [mapped.note] : [],
    ask: (error) => {
      const question = mappingQuestion(file, rows);
      return question ? new UnknownLayoutError(error, question) : error;
    },
  };
}

function mostRecognised(
  readers: readonly FormatReader[],
  values: readonly SampleRow['value'][],
): FormatReader | undefined {
  let chosen: FormatReader | undefined;
  let most = 0;
  for (const reader of readers) {
    const count = reader.recognise(values);
    if (count > most) {
      most = count;
      chosen = reader;
    }
  }
  return chosen;
}
