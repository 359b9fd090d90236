import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../../src/cli/build-app.ts';
import type { Figure } from '../figure.ts';
import {
  BERT_BASE,
  MINILM,
  POCKET,
  TINY_BATCH,
  WHOLE_BATCH,
  tokensOf,
  type Batch,
  type Shape,
} from '../shapes.ts';
import type { SuiteContext } from './suite.ts';

const SCRIPT = join(PROJECT, 'bench', 'pytorch.py');

/** The same step in PyTorch float32, where a Python with torch is at hand: the measure of what the machine can do. */
export async function measurePytorch(context: SuiteContext): Promise<Figure[]> {
  const python = process.env['KENNEL_PYTHON'] ?? 'python3';
  const subject = 'PyTorch float32';
  if (spawnSync(python, ['-c', 'import torch']).status !== 0)
    return [{ subject, figure: 'training', unit: '', ours: null, note: `left out: ${python} has no torch` }];
  const device = context.hardware ? 'cuda' : 'cpu';
  const cases: [string, Shape, Batch][] = [
    ['pocket', POCKET, WHOLE_BATCH],
    ['MiniLM-L6', MINILM, WHOLE_BATCH],
    ['BERT-base', BERT_BASE, context.hardware ? WHOLE_BATCH : TINY_BATCH],
  ];
  return cases.slice(0, context.quick ? 1 : 3).map(([name, shape, batch]) => {
    context.say(`${subject} ${name}`);
    const ran = spawnSync(python, [SCRIPT, JSON.stringify({ ...shape, ...batch, device })], {
      encoding: 'utf8',
    });
    const told = {
      subject: `${subject}, ${device}, ${name}, ${tokensOf(batch)} tokens`,
      figure: 'training',
      unit: 'tokens/s',
    };
    if (ran.status !== 0)
      return { ...told, ours: null, note: ran.stderr.trim().split('\n').at(-1) ?? 'it failed' };
    return { ...told, ours: Number(ran.stdout), note: 'beside ours: see training' };
  });
}
