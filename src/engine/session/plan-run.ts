import type { ChosenSets } from '../../core/data/choose-sets';
import { countViews, digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
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
  const { train, dev, test, others } = sets;
  const measured = [dev, test, ...others.map((other) => other.test)];
  const corpora = new Set(measured.map(({ corpus }) => corpus));
  const texts = [...corpora, ...measured.map(({ queries }) => queries)];
  const { config, maxLength } = model.setup;
  const facts = runFacts(
    {
      model: { ...config, parameters: [...model.weights.values()].reduce((sum, { size }) => sum + size, 0) },
      device: { backend, memory: memoryLimits() },
      lengths: { width: 1, maxLength, ...(await tokenLengths(model, train, signal)) },
      data: {
        rows: train.length,
        ...countViews(digestOf(train)),
      },
      evaluated: texts.reduce((sum, { length }) => sum + length, 0),
    },
    settings,
  );
  const [plan, proposal] = [planMemory(facts, settings), proposeFit(facts, settings)];
  return { kind: 'memory', plan, proposal, measured: null };
}

/** How many queries and passages have 0, 1, 2, ... tokens. */
async function tokenLengths(model: BiEncoder, rows: RowList, signal: AbortSignal) {
  const queries: number[] = [];
  const passages: number[] = [];
  for (let at = 0; at < Math.min(MEASURED, rows.length); at++) {
    const row = rows.at(at);
    if (!row) break;
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
