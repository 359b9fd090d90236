import { expect, test } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import { parseCommandLine } from './parse-command-line';

const parse = (text: string) => parseCommandLine(text.split(' '));

test('flags become paths and settings, in either spelling', () => {
  const line = parse(
    'train --data a.jsonl --evalEvery 10 --weight-decay=0.1 --symmetric --out runs/1 --force',
  );
  expect(line).toEqual({
    kind: 'run',
    command: 'train',
    paths: { data: ['a.jsonl'], out: 'runs/1' },
    settings: { ...defaultSettings(), evalEvery: 10, weightDecay: 0.1, symmetric: true },
    force: true,
  });
});

test('a yes/no flag may be followed by its value, a number by a negative one', () => {
  const line = parse('train --loadBest false --data a --symmetric --out b');
  expect(line).toMatchObject({
    settings: { loadBest: false, symmetric: true },
    paths: { data: ['a'], out: 'b' },
  });
  expect(() => parse('train --data a --out b --lr -1')).toThrow('--lr: -1 is not between 0 and 1');
});

test('training data and evaluation sets may be given several times', () => {
  expect(parse('train --data a --data b --out c')).toMatchObject({ paths: { data: ['a', 'b'] } });
  expect(parse('eval --eval a --eval-out b --eval c --evalOut=d --out e')).toMatchObject({
    paths: { eval: ['a', 'c'], evalOut: ['b', 'd'], out: 'e' },
  });
});

test('run files and their judgements may be given several times', () => {
  expect(parse('eval --run a --run b --qrels c --qrels d --out e')).toMatchObject({
    paths: { run: ['a', 'b'], qrels: ['c', 'd'], out: 'e' },
  });
});

test('a self-check needs nothing and takes the backend alone', () => {
  expect(parse('self-check --backend wasm')).toMatchObject({
    command: 'self-check',
    settings: { backend: 'wasm' },
  });
  expect(() => parse('self-check --data a')).toThrow('--data: "self-check" has no such flag');
});

test('help is asked for with or without a command', () => {
  for (const text of ['--help', '-h', 'help']) expect(parse(text)).toEqual({ kind: 'help' });
  expect(parseCommandLine([])).toEqual({ kind: 'help' });
  expect(parse('eval --k 5 --help')).toEqual({ kind: 'help', command: 'eval' });
});

const WRONG: readonly (readonly [line: string, says: string])[] = [
  [
    'grow --data a',
    'grow: there is no such command; there are train, synthesize, judge, align, eval, check, export',
  ],
  ['toString', 'toString: there is no such command'],
  ['train --out b', '--data: "train" needs it'],
  ['train --data a', '--out: "train" needs it'],
  ['eval --out b', '--eval or --eval-out or --data'],
  ['train --data --out b', '--data: a file or folder is missing after it'],
  ['train --data a --out b --epoch 2', '--epoch: "train" has no such flag'],
  ['check --data a --lr 1', '--lr: "check" has no such flag'],
  ['check --data a --force', '--force: "check" has no such flag'],
  ['train --data a --out b --loss cosine', '--loss: "cosine" is none of infonce, distill, snn'],
  ['train --data a --out b --batch 2.5', '--batch: 2.5 is not a whole number'],
  ['train --data a --out b --lr', '--lr: "" is not a number'],
  ['train --data a --out b --out c', '--out: was given twice'],
  ['train --data a --out b --titles maybe', '--titles: "maybe" is neither true nor false'],
  ['train --data a --out b --force yes', '--force: takes no value, but "yes" follows'],
  ['train a.jsonl', 'a.jsonl: a flag such as --data was expected here'],
];

test.each(WRONG)('refused: %s', (line, says) => {
  expect(() => parse(line)).toThrow(says);
});
