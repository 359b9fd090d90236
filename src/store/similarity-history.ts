import type { SystemNames } from '../core/results/system-names';
import type { SimilarityEvent } from '../engine/protocol/similarity';

/** With which passages the relevant ones are compared. */
export type OtherKind = 'random' | 'hardest';

/** The names of the sets there are similarities of, in the order in which they came. */
export function setsOf(events: readonly SimilarityEvent[]): string[] {
  return [...new Set(events.map(({ set }) => set))];
}

/** The bins from the first to the last that any of the events fills, with one more on each side. */
export function occupiedBins(events: readonly SimilarityEvent[], kind: OtherKind): readonly [number, number] {
  const filled = events.flatMap((event) =>
    [event.relevant, event[kind]].flatMap(({ counts }) => [
      counts.findIndex((count) => count > 0),
      counts.findLastIndex((count) => count > 0),
    ]),
  );
  const bins = filled.filter((bin) => bin >= 0);
  const last = (events[0]?.relevant.counts.length ?? 1) - 1;
  if (bins.length === 0) return [0, last];
  return [Math.max(0, Math.min(...bins) - 1), Math.min(last, Math.max(...bins) + 1)];
}

/** The largest share of pairs that any bin of any of the events holds. */
export function highestShare(events: readonly SimilarityEvent[], kind: OtherKind): number {
  const shares = events.flatMap((event) =>
    [event.relevant, event[kind]].map(({ counts, pairs }) => Math.max(...counts) / Math.max(1, pairs)),
  );
  return Math.max(0, ...shares);
}

/** What the histogram shows, in words, with what it was before training where that differs. */
export function similarityWords(
  {
    now,
    before,
    names,
  }: {
    readonly now: SimilarityEvent;
    readonly before: SimilarityEvent | undefined;
    readonly names: SystemNames;
  },
  kind: OtherKind,
): string {
  const { separation } = now[kind];
  if (separation === null) return 'There are no pairs to compare.';
  const earlier = before === undefined || before.step === now.step ? null : before[kind].separation;
  const was = earlier === null ? '' : ` (${names.before.toLowerCase()}: ${inHundred(earlier)})`;
  const other = kind === 'random' ? 'a random one' : 'one of the hardest';
  return `A relevant pair is more alike than ${other} in ${inHundred(separation)} of 100 comparisons${was}.`;
}

function inHundred(share: number): string {
  return (100 * share).toFixed(1);
}
