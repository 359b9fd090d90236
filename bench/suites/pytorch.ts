import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../../src/cli/build-app.ts';
import { median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import {
  BERT_BASE,
  MINILM,
  POCKET,
  SMALL_BATCH,
  WHOLE_BATCH,
  tokensOf,
  type Batch,
  type Shape,
} from '../shapes.ts';
import { withBench, type SuiteContext } from './suite.ts';

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
    ['BERT-base', BERT_BASE, context.hardware ? WHOLE_BATCH : SMALL_BATCH],
  ];
  const figures: Figure[] = [];
  for (const [name, shape, batch] of cases.slice(0, context.quick ? 1 : 3)) {
    context.say(`${subject} ${name}`);
    const ours = await withBench(context.lab, (bench) => oursAlone(bench, context.hardware, shape, batch));
    const told = {
      subject: `${name}, ${tokensOf(batch)} tokens`,
      figure: 'training',
      unit: 'tokens/s',
      ours,
    };
    const ran = spawnSync(python, [SCRIPT, JSON.stringify({ ...shape, ...batch, device })], {
      encoding: 'utf8',
    });
    const value = Number(ran.stdout);
    if (ran.status === 0)
      figures.push({ ...told, other: { name: `PyTorch, ${device}`, value }, ratio: ours / value });
    else figures.push({ ...told, note: ran.stderr.trim().split('\n').at(-1) ?? 'PyTorch failed' });
  }
  return figures;
}

/** Tokens per second of ours on the same step. */
async function oursAlone(bench: Bench, hardware: boolean, shape: Shape, batch: Batch): Promise<number> {
  await bench.call('ours', 'open', { backend: hardware ? 'webgpu' : 'wasm', breakdown: false });
  await bench.call('ours', 'start', { shape, batch });
  const times = [];
  for (let i = 0; i < 4; i++) times.push((await bench.call('ours', 'step', {})).ms);
  return (tokensOf(batch) * 1000) / median(times.slice(1));
}
