import type { Paradigm } from './synthetic-row';

/** Whether rows made so are written by a language model. */
export function usesModel(paradigm: Paradigm): boolean {
  return paradigm === 'zero-shot' || paradigm === 'few-shot-texts' || paradigm === 'few-shot-pairs';
}

/** Whether rows can be made so from queries, and from documents. */
export function madeFrom(paradigm: Paradigm): readonly ('queries' | 'documents')[] {
  if (usesModel(paradigm)) return ['queries', 'documents'];
  return paradigm === 'human' ? ['queries'] : ['documents'];
}
