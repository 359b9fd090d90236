/**
 * Leaves out frames, the one whose neighbours are the closest first, until `limit` (at least 3) remain; never the first,
 * the last or the one of step `kept`. Applied after every new frame, it thins a long run evenly.
 */
export function keepFrames<F extends { readonly step: number }>(
  frames: readonly F[],
  limit: number,
  kept: number,
): F[] {
  const left = [...frames];
  while (left.length > limit) {
    const gap = (at: number): number => (left[at + 1]?.step ?? 0) - (left[at - 1]?.step ?? 0);
    const free = left.slice(1, -1).flatMap(({ step }, i) => (step === kept ? [] : [i + 1]));
    const [first] = free;
    if (first === undefined) return left;
    left.splice(
      free.reduce((least, at) => (gap(at) < gap(least) ? at : least), first),
      1,
    );
  }
  return left;
}
