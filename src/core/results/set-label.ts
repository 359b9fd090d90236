import { HELD_OUT } from '../data/test-split';

/** An evaluation set and the split of it that was measured, in words: "sample (test)". */
export function setLabel({ name, split }: { readonly name: string; readonly split: string }): string {
  return name === HELD_OUT ? name : `${name} (${split})`;
}
