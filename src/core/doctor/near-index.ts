import { comparable, similarity } from './comparable';
import { bandKeys, mayBeNear, NEAR, sketch, type Sketch, type SketchKind } from './sketch';

/** Texts of a bucket that another is compared with. */
const COMPARED = 8;
const NOTHING: readonly number[] = [];

/** Finds the text of a list that is nearly the same as another text. */
export interface NearIndex {
  find(text: Sketch): { readonly at: number; readonly similarity: number } | undefined;
}

/** An index of a few thousand texts by MinHash; what shares a band is compared exactly. See `bandKeys` and `NEAR`. */
export function indexNear(texts: readonly string[], kind: SketchKind): NearIndex {
  const buckets = new Map<number, number[]>();
  const sketches: Sketch[] = [];
  texts.forEach((text, at) => {
    const of = sketch(text, kind);
    sketches.push(of);
    for (const key of bandKeys(of)) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [at]);
      else if (bucket.length < COMPARED) bucket.push(at);
    }
  });
  const askedBy = new Int32Array(texts.length); // the number of the search that came to text i last
  let search = 0;
  return {
    find(text) {
      search++;
      let best: { at: number; similarity: number } | undefined;
      const own = comparable(text.folded, kind);
      for (const key of bandKeys(text))
        for (const at of buckets.get(key) ?? NOTHING) {
          const other = sketches[at];
          if (askedBy[at] === search || other === undefined) continue;
          askedBy[at] = search;
          if (!mayBeNear(text, other)) continue;
          const score = similarity(own, comparable(other.folded, kind));
          if (score >= NEAR && score > (best?.similarity ?? 0)) best = { at, similarity: score };
        }
      return best;
    },
  };
}
