import type { ChosenSets } from '../../core/data/choose-sets';
import type { TrainingRow } from '../../core/data/training-row';
import { planMemory } from '../../core/memory/plan-memory';
import { proposeFit } from '../../core/memory/propose-fit';
import { runFacts } from '../../core/memory/run-facts';
import type { Settings } from '../../core/settings/settings';
import { memoryLimits } from '../backend/memory-limits';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import type { BackendName } from '../protocol/device';
import type { MemoryEvent } from '../protocol/events';

/** Rows whose texts are measured: a plan needs no more. Their tokens are kept, so the run does not make them again. */
const MEASURED = 1000;
const AT_ONCE = 64;

/** The memory that a run will need on the current backend, before it starts. */
export async function planRun(given: {
  readonly model: BiEncoder;
  readonly sets: ChosenSets;
  readonly backend: BackendName;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}): Promise<MemoryEvent> {
  const { model, sets, backend, settings, signal } = given;
  const { train, dev, test } = sets;
  const passages = dev.corpus === test.corpus ? test.corpus.length : dev.corpus.length + test.corpus.length;
  const count = (has: (row: TrainingRow) => boolean): number => train.filter(has).length;
  const { config, maxLength } = model.setup;
  const facts = runFacts(
    {
      model: { ...config, parameters: [...model.weights.values()].reduce((sum, { size }) => sum + size, 0) },
      device: { backend, memory: memoryLimits() },
      lengths: { width: 1, maxLength, ...(await tokenLengths(model, train.slice(0, MEASURED), signal)) },
      data: {
        rows: train.length,
        withNegatives: count((row) => row.negatives.length > 0),
        withSynthetic: count((row) => row.synthetic !== undefined),
        withCot: count((row) => row.cot !== undefined),
      },
      evaluated: passages + dev.queries.length + test.queries.length,
    },
    settings,
  );
  const [plan, proposal] = [planMemory(facts, settings), proposeFit(facts, settings)];
  return { kind: 'memory', plan, proposal, measured: null };
}

/** How many queries and passages have 0, 1, 2, ... tokens. */
async function tokenLengths(model: BiEncoder, rows: readonly TrainingRow[], signal: AbortSignal) {
  const queries: number[] = [];
  const passages: number[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % AT_ONCE === 0) {
      await nextTask();
      signal.throwIfAborted();
    }
    add(queries, model.queryTokens(row.query));
    for (const text of [...row.positives, ...row.negatives])
      add(passages, model.passageTokens({ title: '', text }));
  }
  return { queries, passages };
}

function add(bins: number[], { length }: Int32Array): void {
  while (bins.length <= length) bins.push(0);
  bins[length] = (bins[length] ?? 0) + 1;
}
