import { expect, test } from 'vitest';
import { formatRun } from './trec-run';

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
