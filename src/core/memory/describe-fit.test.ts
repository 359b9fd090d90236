import { expect, test } from 'vitest';
import { describeFit, isExact } from './describe-fit';

test.each([
  [{ recompute: true }, 'recomputed activations', true],
  [{ miniBatch: 16 }, 'mini-batches of 16 rows', true],
  [{ miniBatch: 1, recompute: true }, 'mini-batches of 1 row and recomputed activations', true],
  [
    { miniBatch: 2, recompute: true, freezeEmbeddings: true, freezeLayers: 1 },
    'mini-batches of 2 rows, recomputed activations, the lowest layer frozen and frozen embeddings',
    false,
  ],
])('%j', (fit, words, exact) => {
  expect(describeFit(fit)).toBe(words);
  expect(isExact(fit)).toBe(exact);
});
