import type { Fields, FormatReader } from '../training/format-reader';
import { describeMapping, sameColumns, type MappingRule } from './column-mapping';
import { findColumns } from './find-columns';
import { mappedReader } from './mapped-reader';

/** How a person wants rows read that Kennel does not recognise by itself. */
export interface LayoutChoices {
  /** Of several that are for a file, the last holds. */
  readonly mappings?: readonly MappingRule[] | undefined;
  /** Read rows laid out in another way than the rest of their file too. */
  readonly otherLayouts?: boolean | undefined;
}

/** The reader that a mapping gives for a file with these first rows; undefined when none is for it. */
export function readerByMapping(
  rules: readonly MappingRule[],
  sample: readonly Fields[],
): { readonly reader: FormatReader; readonly note: string } | undefined {
  const rule = rules.findLast((candidate) => isFor(candidate, sample));
  if (!rule) return undefined;
  const note = `Read by the columns you chose: ${describeMapping(rule.mapping)}.`;
  return { reader: mappedReader(rule.mapping), note };
}

function isFor({ mapping, columns }: MappingRule, sample: readonly Fields[]): boolean {
  if (columns !== undefined) return sameColumns(columns, findColumns(sample));
  return mappedReader(mapping).recognise(sample) > 0;
}
