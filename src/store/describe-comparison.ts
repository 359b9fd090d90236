import type { JudgedFigure } from '../core/distribution/judged-figure';
import type { GroupComparison } from '../engine/protocol/distribution';

/** A distance of two groups, for a table and its bar. */
export interface Distance extends JudgedFigure {
  readonly name: string;
  /** What the field calls it. */
  readonly measure: string;
  readonly kind: 'length' | 'words' | 'embeddings';
}

/** All distances that were measured; each is 0 for groups that do not differ. */
export function distancesOf({ words, tokens, vocabulary, embeddings }: GroupComparison): Distance[] {
  const ks = 'Kolmogorov-Smirnov';
  return [
    { name: 'Length in words', measure: ks, kind: 'length', ...words.ks },
    ...(tokens === null
      ? []
      : [{ name: 'Length in tokens', measure: ks, kind: 'length' as const, ...tokens.ks }]),
    { name: 'Word frequencies', measure: 'Jensen-Shannon', kind: 'words', ...vocabulary.divergence },
    ...(embeddings === null
      ? []
      : [
          { name: 'Embeddings', measure: 'energy', kind: 'embeddings' as const, ...embeddings.energy },
          { name: 'Mean embedding', measure: '1 - cosine', kind: 'embeddings' as const, ...embeddings.means },
        ]),
  ];
}

/** "More than by chance they differ in words and embeddings; not in length." */
export function differenceSentence(comparison: GroupComparison): string {
  const distances = distancesOf(comparison);
  const kinds = (['length', 'words', 'embeddings'] as const).filter((kind) =>
    distances.some((distance) => distance.kind === kind),
  );
  const differs = kinds.filter((kind) =>
    distances.some((distance) => distance.kind === kind && distance.value > distance.chance),
  );
  const same = kinds.filter((kind) => !differs.includes(kind));
  if (differs.length === 0) return 'They differ no more than two groups drawn from the same texts would.';
  return `They differ more than by chance in ${listed(differs)}${same.length === 0 ? '' : `, not in ${listed(same)}`}.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
