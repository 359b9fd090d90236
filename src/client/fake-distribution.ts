import { nameGroup } from '../core/distribution/text-group';
import type { CompareRequest, GroupComparison } from '../engine/protocol/distribution';

/** Two groups of which the words differ and the lengths do not. */
export function fakeComparisonOfTexts({ groups: [a, b] }: CompareRequest): GroupComparison {
  const words = {
    width: 5,
    a: [0.1, 0.6, 0.3],
    b: [0.2, 0.5, 0.3],
    mean: [8.4, 8.1] as const,
    median: [8, 8] as const,
    ks: { value: 0.1, chance: 0.14 },
  };
  return {
    groups: [
      { name: nameGroup(a), distinct: 260, compared: 260 },
      { name: nameGroup(b), distinct: 110, compared: 110 },
    ],
    words,
    tokens: { ...words, mean: [10.2, 10] },
    vocabulary: {
      types: [700, 400],
      tokens: [2100, 900],
      jaccard: 0.3,
      unknown: [0.2, 0.25],
      divergence: { value: 0.31, chance: 0.22 },
      typical: [[{ word: 'battery', counts: [60, 4], z: 4.1 }], [{ word: 'it', counts: [3, 40], z: -4.4 }]],
    },
    embeddings: {
      texts: [260, 110],
      means: { value: 0.04, chance: 0.01 },
      energy: { value: 0.03, chance: 0.02 },
    },
  };
}
