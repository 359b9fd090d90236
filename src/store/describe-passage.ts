import type { Comparison, InspectedPassage, SystemName } from '../engine/protocol/inspect';

/** What a judgement says, and its tone. */
export interface Judgement {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'none';
}

/** The judgement of a passage in words; the grade is named where it is more than yes or no. */
export function describeGrade(grade: number | null, relevanceLevel: number): Judgement {
  if (grade === null) return { word: 'Not judged', tone: 'none' };
  if (grade <= 0) return { word: 'Judged not relevant', tone: 'bad' };
  if (grade < relevanceLevel) return { word: `Judged not relevant, grade ${String(grade)}`, tone: 'bad' };
  return { word: grade === 1 ? 'Relevant' : `Relevant, grade ${String(grade)}`, tone: 'good' };
}

/** Where a passage stands in the ranking it is compared with; `up` and `down` as seen from before to after. */
export interface Movement {
  readonly text: string;
  readonly tone: 'up' | 'down' | 'same';
}

/**
 * How training moved a passage, as told in the column of `system`; null in that of BM25, where there is no other, and for
 * a passage that neither model ranks.
 */
export function describeMovement(
  { places }: Pick<InspectedPassage, 'places'>,
  system: SystemName,
  { systems, depth }: { readonly systems: readonly SystemName[]; readonly depth: number },
): Movement | null {
  if (system === 'bm25' || !systems.includes('before') || !systems.includes('after')) return null;
  const before = places.before?.rank ?? Infinity;
  const after = places.after?.rank ?? Infinity;
  if (before === Infinity && after === Infinity) return null;
  if (before === after) return { text: 'same place', tone: 'same' };
  const tone = after < before ? 'up' : 'down';
  if (system === 'after') {
    if (before === Infinity) return { text: `was below ${String(depth)}`, tone };
    const steps = Math.abs(before - after);
    return {
      text: steps === Infinity ? `was ${String(before)}` : `${tone} ${String(steps)}, was ${String(before)}`,
      tone,
    };
  }
  return { text: after === Infinity ? `now below ${String(depth)}` : `now ${String(after)}`, tone };
}

/** Passages that a system lists, best first. */
export function listedFor(
  passages: readonly InspectedPassage[],
  system: SystemName,
  listed: number,
): InspectedPassage[] {
  const rank = ({ places }: InspectedPassage): number => places[system]?.rank ?? Infinity;
  return passages.filter((passage) => rank(passage) <= listed).sort((a, b) => rank(a) - rank(b));
}

/** Relevant passages that a system does not list, the best placed first. */
export function missedBy(
  { passages, listed, relevanceLevel }: Pick<Comparison, 'passages' | 'listed' | 'relevanceLevel'>,
  system: SystemName,
): InspectedPassage[] {
  const rank = ({ places }: InspectedPassage): number => places[system]?.rank ?? Number.MAX_SAFE_INTEGER;
  return passages
    .filter((passage) => isRelevant(passage, relevanceLevel) && rank(passage) > listed)
    .sort((a, b) => rank(a) - rank(b));
}

/** What a system is called, given those it stands beside. */
export function systemLabel(system: SystemName, systems: readonly SystemName[]): string {
  if (system === 'bm25') return 'BM25';
  if (system === 'before') return systems.includes('after') ? 'Before' : 'Untouched model';
  return systems.includes('before') ? 'After' : 'Model';
}

/** Where a system has the first relevant passage, in a sentence; empty where no passage is known to be relevant. */
export function describeFirstRelevant(
  { passages, depth, relevanceLevel }: Pick<Comparison, 'passages' | 'depth' | 'relevanceLevel'>,
  system: SystemName,
): string {
  const relevant = passages.filter((passage) => isRelevant(passage, relevanceLevel));
  if (relevant.length === 0) return '';
  const rank = Math.min(...relevant.map(({ places }) => places[system]?.rank ?? Infinity));
  return rank === Infinity
    ? `No relevant passage among the first ${String(depth)}.`
    : `The first relevant passage is at rank ${String(rank)}.`;
}

function isRelevant({ grade }: Pick<InspectedPassage, 'grade'>, relevanceLevel: number): boolean {
  return grade !== null && grade >= relevanceLevel;
}
