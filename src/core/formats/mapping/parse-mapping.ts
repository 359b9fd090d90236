import { InputError } from '../../input-error';
import { completeMapping, SINGLE_ROLES, type ColumnMapping, type MappingDraft } from './column-mapping';

/**
 * Reads a mapping written as "query=question,positive=context,negative=bad"; `negative` may stand several times. Texts
 * are read as if joined with commas. A name of a column is all between the first "=" and the next comma.
 * @throws InputError that names `source`
 */
export function parseMapping(texts: readonly string[], source: string): ColumnMapping {
  let draft: MappingDraft = {};
  for (const part of texts.join(',').split(',')) {
    const equals = part.indexOf('=');
    const role = part.slice(0, Math.max(0, equals)).trim();
    const column = part.slice(equals + 1).trim();
    const single = SINGLE_ROLES.find((known) => known === role);
    if (column === '' || (single === undefined && role !== 'negative'))
      throw new InputError(
        source,
        `"${part}" is not ROLE=COLUMN; the roles are ${[...SINGLE_ROLES, 'negative'].join(', ')}`,
      );
    if (single === undefined) draft = { ...draft, negatives: [...(draft.negatives ?? []), column] };
    else if (draft[single] !== undefined) throw new InputError(source, `${single} is given twice`);
    else draft = { ...draft, [single]: column };
  }
  const mapping = completeMapping(draft);
  if ('reason' in mapping) throw new InputError(source, 'both query=COLUMN and positive=COLUMN are needed');
  return mapping;
}
