import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { expandFiles } from '../formats/archive';
import { memoryFile } from '../formats/memory-file';
import { InputError } from '../input-error';
import { rank } from '../metrics/rank';
import { createRandom } from '../random/random';
import { formatRun } from '../results/trec-run';
import { readRun } from './read-run';

const read = (text: string) => readRun(memoryFile('r', text, 7));

test('what was written reads back, every score to the last bit (seed 13)', async () => {
  const random = createRandom(13);
  const documents = Array.from({ length: 200 }, (_, i) => ({
    id: `d${i}`,
    score: i % 3 === 0 ? Math.fround(random.normal()) : random.normal() * 10 ** (random.int(20) - 10),
  }));
  const back = await read(formatRun(new Map([['q', documents]]), 'tag'));
  expect(back.get('q')).toEqual(rank(documents));
});

test('reads tabs, runs of spaces, CRLF, a byte-order mark, blank lines and words after the tag', async () => {
  const text = '\uFEFF301\tQ0\tFR94\t104\t  2.129 \tSTANDARD more junk\r\n\r\n301 Q0 FB96 1 -1.5e-3 x\n';
  expect(await read(text)).toEqual(
    new Map([
      [
        '301',
        [
          { id: 'FR94', score: 2.129 },
          { id: 'FB96', score: -0.0015 },
        ],
      ],
    ]),
  );
});

test('reads a run packed with gzip', async () => {
  const packed = gzipSync(new TextEncoder().encode('q Q0 d 1 0.5 t\n'));
  const [file] = await expandFiles([memoryFile('r.gz', packed)]);
  if (file === undefined) throw new Error('nothing was unpacked');
  expect(await readRun(file)).toEqual(new Map([['q', [{ id: 'd', score: 0.5 }]]]));
});

test('reads the JSON of pytrec_eval and ranx, with ids as TREC files hold them', async () => {
  const json = '\n{\n "q 1": {"d1": 1, "d 2": 0.25},\n "q2": {}\n}\n';
  expect(await read(json)).toEqual(
    new Map([
      [
        'q%201',
        [
          { id: 'd1', score: 1 },
          { id: 'd%202', score: 0.25 },
        ],
      ],
      ['q2', []],
    ]),
  );
});

test.each([
  ['q Q0 d1 1 0.5 t\nq Q0 d2 2 0.4\n', 'r:2: expected "qid Q0 docid rank score tag", found 5 columns'],
  ['\nq Q0 d1 1 high t\n', 'r:2: the score "high" is not a number'],
  ['q Q0 d1 1 .5 t\np Q0 d1 1 .5 t\nq Q0 d1 2 .4 t\n', 'r:3: document "d1" occurs twice for query "q"'],
  ['q Q0 d\0 1 .5 t\n', 'r:1: the line contains NUL bytes'],
  ['\n \n', 'r: the file holds no ranking'],
  ['{"q": {"d": 1},\n"p": {"d": }}', 'r:2: not valid JSON'],
  ['{"q": [1]}', 'r: query "q": expected an object'],
  ['{"q": {"d": "high"}}', 'r: query "q", document "d": "high" is not a number'],
  ['{"": {"d": 1}}', 'r: a query has an empty id'],
  ['{"q": {"d": 1e999}}', 'r: query "q", document "d": the number is too large'],
  ['{"q": {"a b": 1, "a%20b": 2}}', 'r: the ids "a b" and "a%20b" would both be written as a%20b'],
])('says where %j is wrong', async (text, message) => {
  await expect(read(text)).rejects.toThrow(InputError);
  await expect(read(text)).rejects.toThrow(message);
});

test('stops when it is cancelled', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(readRun(memoryFile('r', 'q Q0 d 1 1 t'), { signal: stop.signal })).rejects.toThrow('abort');
});

test('never fails but with a located error, whatever bytes change (seed 47)', async () => {
  const random = createRandom(47);
  const plain = ['q1 Q0 d1 1 0.5 t\nq1 Q0 d2 2 0.25 t\nq2 Q0 d1 1 3 t\n', '{"q1": {"d1": 0.5, "d2": 1}}'];
  for (let round = 0; round < 400; round++) {
    const bytes = new TextEncoder().encode(plain[round % 2]);
    for (let i = 0; i <= random.int(3); i++) bytes[random.int(bytes.length)] = random.int(256);
    try {
      const run = await readRun(memoryFile('r', bytes));
      for (const [, documents] of run) for (const { score } of documents) expect(score).not.toBeNaN();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  }
});
