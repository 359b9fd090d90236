import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { PostingsBuilder } from './postings';

test('regroups documents by term, documents ascending, repetitions counted', () => {
  const builder = new PostingsBuilder();
  builder.add([2, 0, 0, 0]);
  builder.add([]);
  builder.add(Array.from({ length: 70_000 }, () => 2));
  expect(builder.build(3)).toEqual({
    starts: Uint32Array.of(0, 1, 1, 3),
    documents: Uint32Array.of(0, 0, 2),
    counts: Uint16Array.of(3, 1, 0xffff),
  });
});

test('keeps every occurrence while growing (seed 8)', () => {
  const random = createRandom(8);
  const documents = Array.from({ length: 300 }, () =>
    Array.from({ length: random.int(40) }, () => random.int(50)),
  );
  const builder = new PostingsBuilder();
  for (const document of documents) builder.add(document);
  const { starts, documents: found, counts } = builder.build(50);
  const rebuilt = documents.map((): number[] => []);
  for (let term = 0; term < 50; term++) {
    for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i++) {
      for (let n = 0; n < (counts[i] ?? 0); n++) rebuilt[found[i] ?? -1]?.push(term);
    }
  }
  expect(rebuilt).toEqual(documents.map((document) => document.toSorted((a, b) => a - b)));
});
