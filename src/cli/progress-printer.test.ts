import { expect, test } from 'vitest';
import type { EngineEvent } from '../engine/protocol/events';
import { createProgressPrinter } from './progress-printer';

const progress = (phase: string, done: number): EngineEvent => ({
  kind: 'progress',
  phase,
  done,
  total: 5000,
  unit: 'passages',
  secondsLeft: 65,
});
const evaluation: EngineEvent = {
  kind: 'evaluation',
  step: 8,
  mean: 0.5,
  low: 0.4,
  high: 0.6,
  best: true,
  others: [],
};

test('on a terminal one line keeps changing, and lasting news stays above it', () => {
  let written = '';
  const printer = createProgressPrinter(
    { isTTY: true, columns: 30, write: (text) => (written += text) },
    () => 0,
  );
  printer.show(progress('Embedding', 1000));
  printer.show(evaluation);
  printer.end();
  const clear = '\r\u001b[2K';
  expect(written).toBe(
    `${clear}Embedding: 1,000 of 5,000 pas${clear}step 8: curve 0.5000 [0.4000, 0.6000], best so far\n`,
  );
});

test('elsewhere a phase shows at once and then every ten seconds', () => {
  const lines: string[] = [];
  let seconds = 0;
  const printer = createProgressPrinter({ write: (text) => lines.push(text) }, () => seconds);
  for (seconds = 0; seconds < 12; seconds++) printer.show(progress('Embedding', seconds));
  printer.show(progress('Ranking', 1));
  expect(lines).toEqual([
    'Embedding: 0 of 5,000 passages, 1:05 min left\n',
    'Embedding: 10 of 5,000 passages, 1:05 min left\n',
    'Ranking: 1 of 5,000 passages, 1:05 min left\n',
  ]);
});
