import { FOLD } from './fold-table';
import { textKey } from './text-key';

const SPACE = 32;

/** Whether two texts have one key (see `textKey`). Texts that differ near their beginning are told apart there. */
export function sameText(a: string, b: string): boolean {
  return a === b || (!differAtOnce(a, b) && textKey(a) === textKey(b));
}

/** True only where the keys differ for certain: at units that no neighbour changes. */
function differAtOnce(a: string, b: string): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [unitA, unitB] = [foldAt(a, i), foldAt(b, i)];
    // White space may be trimmed or collapse, which moves what follows it in one text only.
    if (unitA === 0 || unitB === 0 || unitA === SPACE || unitB === SPACE) {
      if (unitA !== SPACE || unitB !== SPACE || i === 0) return false;
    } else if (unitA !== unitB) return foldAt(a, i + 1) !== 0 && foldAt(b, i + 1) !== 0;
  }
  return false;
}

/** Past the end nothing combines either. */
function foldAt(text: string, at: number): number {
  return at < text.length ? (FOLD[text.charCodeAt(at)] ?? 0) : SPACE;
}
