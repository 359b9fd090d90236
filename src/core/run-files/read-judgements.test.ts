import { expect, test } from 'vitest';
import { memoryFile } from '../formats/memory-file';
import { InputError } from '../input-error';
import { asInTrecFiles, readJudgements } from './read-judgements';

const read = (text: string) => readJudgements(memoryFile('qrels', text));

test("reads TREC's lines, BEIR's and the JSON of pytrec_eval alike, ids as TREC files hold them", async () => {
  const expected = new Map([
    ['q%201', new Map([['d1', 2]])],
    ['q2', new Map([['d%202', -1]])],
  ]);
  expect(await read('q%201 0 d1 2\n\nq2 0 d%202 -1\n')).toEqual(expected);
  expect(await read('query-id\tcorpus-id\tscore\nq 1\td1\t2\nq2\td 2\t-1.0\n')).toEqual(expected);
  expect(await read('{"q 1": {"d1": 2}, "q2": {"d 2": -1}}')).toEqual(expected);
});

test.each([
  ['q 0 d 1\nq 0 d 2\n', 'qrels:2: query "q", document "d" has two grades, 1 and 2'],
  ['{"q": {"d": 0.5}}', 'qrels: query "q", document "d": 0.5 is not a whole number'],
  ['', 'qrels: the file holds no judgement'],
])('says what is wrong with %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('refuses two ids that are one in TREC files', () => {
  const grades = new Map([
    ['a b', 1],
    ['a%20b', 0],
  ]);
  expect(() => asInTrecFiles(new Map([['q', grades]]), 'folder')).toThrow(
    new InputError('folder', 'the ids "a b" and "a%20b" would both be written as a%20b'),
  );
});
