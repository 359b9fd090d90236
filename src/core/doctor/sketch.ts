import { foldText } from './fold-text';
import { minHash, SIGNATURE } from './min-hash';
import { mix, shingles } from './shingles';

/** Texts are nearly the same from this Jaccard similarity of their shingles on. */
export const NEAR = 0.75;
/** Units of a shingle. Queries are short: one wrong letter changes three of their shingles, not five. */
export const LENGTHS = { query: 3, passage: 5 } as const;

export type SketchKind = keyof typeof LENGTHS;

/** What near duplicates of a text are found by. */
export interface Sketch {
  /** See `foldText`. */
  readonly folded: string;
  readonly signature: Uint32Array;
}

export function sketch(text: string, kind: SketchKind): Sketch {
  const folded = foldText(text);
  const signature = new Uint32Array(SIGNATURE);
  minHash(shingles(folded, LENGTHS[kind]), signature);
  return { folded, signature };
}

/** Keys of the bands: texts as similar as `NEAR` share one of 13 bands of 3 values with a probability of 99.9 %. */
export function bandKeys({ signature }: Sketch): number[] {
  const keys: number[] = [];
  for (let at = 0; at + 3 <= SIGNATURE; at += 3) {
    let key = mix(at + 1);
    for (let i = at; i < at + 3; i++) key = mix(key ^ (signature[i] ?? 0));
    keys.push(key || 1);
  }
  return keys;
}

/** Whether two signatures agree at half of their places: those of texts as similar as `NEAR` do with 99.9 %. */
export function mayBeNear(a: Sketch, b: Sketch): boolean {
  let agree = 0;
  for (let i = 0; i < SIGNATURE; i++) if (a.signature[i] === b.signature[i]) agree++;
  return 2 * agree >= SIGNATURE;
}
