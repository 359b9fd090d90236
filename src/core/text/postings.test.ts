import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { PostingsBuilder } from './postings';

test('regroups documents by term, documents ascending', () => {
  const builder = new PostingsBuilder();
  builder.add(
    new Map([
      [2, 1],
      [0, 3],
    ]),
  );
  builder.add(new Map());
  builder.add(new Map([[2, 70_000]]));
  expect(builder.build(3)).toEqual({
    starts: Uint32Array.of(0, 1, 1, 3),
    documents: Uint32Array.of(0, 0, 2),
    counts: Uint16Array.of(3, 1, 0xffff),
  });
});

test('keeps every entry while growing (seed 8)', () => {
  const random = createRandom(8);
  const documents = Array.from(
    { length: 300 },
    () => new Map(Array.from({ length: random.int(40) }, () => [random.int(500), 1 + random.int(9)])),
  );
  const builder = new PostingsBuilder();
  for (const document of documents) builder.add(document);
  const { starts, documents: found, counts } = builder.build(500);
  const rebuilt = documents.map(() => new Map<number, number>());
  for (let term = 0; term < 500; term++) {
    for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i++) {
      rebuilt[found[i] ?? -1]?.set(term, counts[i] ?? -1);
    }
  }
  expect(rebuilt.map((map) => [...map].sort((x, y) => x[0] - y[0]))).toEqual(
    documents.map((map) => [...map].sort((x, y) => x[0] - y[0])),
  );
});
