import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { rank } from '../metrics/rank';
import { createRandom } from '../random/random';
import { formatRun, parseRun } from './trec-run';

test('writes six columns, best first, ties by id descending, ranks from 1', () => {
  const run = new Map([
    [
      'q 1',
      [
        { id: 'd1', score: 0.5 },
        { id: 'd2', score: 0.5 },
        { id: 'd 3', score: 1e-7 },
        { id: 'd4', score: 2 },
      ],
    ],
    ['q2', []],
  ]);
  expect(formatRun(run, 'my run')).toBe(
    'q%201 Q0 d4 1 2 my%20run\n' +
      'q%201 Q0 d2 2 0.5 my%20run\n' +
      'q%201 Q0 d1 3 0.5 my%20run\n' +
      'q%201 Q0 d%203 4 1e-7 my%20run\n',
  );
});

test('refuses to write what trec_eval would not read', () => {
  const run = (...documents: { id: string; score: number }[]) => new Map([['q', documents]]);
  expect(() => formatRun(run({ id: 'd', score: Infinity }), 't')).toThrow('not finite');
  expect(() => formatRun(run({ id: 'd', score: 1 }, { id: 'd', score: 2 }), 't')).toThrow('twice');
  expect(() => formatRun(run({ id: 'a b', score: 1 }, { id: 'a%20b', score: 2 }), 't')).toThrow('both');
});

test('what was written reads back, every score to the last bit (seed 13)', () => {
  const random = createRandom(13);
  const documents = Array.from({ length: 200 }, (_, i) => ({
    id: `d${i}`,
    score: i % 3 === 0 ? Math.fround(random.normal()) : random.normal() * 10 ** (random.int(20) - 10),
  }));
  const back = parseRun(formatRun(new Map([['q', documents]]), 'tag'), 'run.trec');
  expect(back.get('q')).toEqual(rank(documents));
});

test('reads tabs, runs of spaces, CRLF, a byte-order mark, blank lines and words after the tag', () => {
  const text = '\uFEFF301\tQ0\tFR94\t104\t  2.129 \tSTANDARD more junk\r\n\r\n301 Q0 FB96 1 -1.5e-3 x\n';
  expect(parseRun(text, 'run.trec')).toEqual(
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

test.each([
  ['q Q0 d1 1 0.5 t\nq Q0 d2 2 0.4\n', 'r:2: expected "qid Q0 docid rank score tag", found 5 columns'],
  ['\nq Q0 d1 1 high t\n', 'r:2: the score "high" is not a number'],
  ['q Q0 d1 1 .5 t\np Q0 d1 1 .5 t\nq Q0 d1 2 .4 t\n', 'r:3: document "d1" occurs twice for query "q"'],
])('says where %j is wrong', (text, message) => {
  expect(() => parseRun(text, 'r')).toThrow(InputError);
  expect(() => parseRun(text, 'r')).toThrow(message);
});
