import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { createRandom } from '../../random/random';
import { memoryFile } from '../memory-file';
import { readTrainingFile } from './read-training-file';

const read = (content: string | Uint8Array) => readTrainingFile(memoryFile('f.tsv', content), {});

test('MS MARCO triples: three columns without a header; other lines are listed', async () => {
  const { rows, report } = await read(
    'q one\ta passage\t"a ""bad"" passage"\r\n\nq two\tonly positive\n\tp p\tn n\nq\t"p" and "p"\tn\n',
  );
  expect(rows.map(({ line, positives, negatives }) => [line, positives, negatives])).toEqual([
    [1, ['a passage'], ['a "bad" passage']],
    [5, ['"p" and "p"'], ['n']],
  ]);
  expect(report).toMatchObject({ format: 'triplet', rows: 2, triplets: 2 });
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '3: the line has 2 columns, not 3',
    '4: "query" is empty',
  ]);
  expect(report.notes.join()).toContain('1 blank line was skipped.');
});

test('a header names the columns', async () => {
  const { rows, report } = await read('id\tanswer\tquestion\n1\ta\tq\n');
  expect(rows).toEqual([{ file: 'f.tsv', line: 2, query: 'q', positives: ['a'], negatives: [] }]);
  expect(report.notes).toEqual(['This file is tab-separated with a header.']);
});

test.each(['query-id\tcorpus-id\tscore\nq1\td1\t1', '1\t20\t30\n1\t20\t40', 'q1\t0\td1\t1'])(
  'judgements and triples of ids are not taken for texts: %j',
  async (content) => {
    await expect(read(content)).rejects.toThrow(InputError);
  },
);

test('fuzz, seed 45: altered lines are read or listed', async () => {
  const random = createRandom(45);
  const original = new TextEncoder().encode('q one\ta passage\t"a ""bad"" one"\n'.repeat(5));
  for (let round = 0; round < 500; round++) {
    const bytes = original.slice();
    for (let i = random.int(6); i > 0; i--) bytes[34 + random.int(original.length)] = random.int(256);
    try {
      const { rows, report } = await read(bytes);
      const filled = new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(rows.length + report.rejectedCount).toBe(filled.length);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});

const TRIPLES = new URL(
  '../../../../../shared/data/synthetic/primeqa-colbert-triples/ColBERT.C3_3_20_biased200_triples_text_head_100.tsv',
  import.meta.url,
);

test.skipIf(!existsSync(TRIPLES))('a real file of ColBERT triples (skipped without ../shared)', async () => {
  const { rows, report } = await read(readFileSync(TRIPLES));
  expect(report).toMatchObject({ rows: 100, triplets: 100, rejectedCount: 0 });
  expect(rows[0]?.positives[0]).toMatch(/^"Conewago Mountains" \| "Conewago/);
});
