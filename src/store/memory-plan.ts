import { planMemory, type MemoryPlan } from '../core/memory/plan-memory';
import { proposeFit, type Proposal } from '../core/memory/propose-fit';
import { runFacts } from '../core/memory/run-facts';
import type { Settings } from '../core/settings/settings';
import type { EvaluationDataReport, LengthReport, TrainingDataReport } from '../engine/protocol/data';
import type { DeviceReport } from '../engine/protocol/device';
import type { ModelReport } from '../engine/protocol/model';

/** What the page knows of the run that would be next; null where something is missing yet. */
export interface Prospect {
  readonly model: ModelReport | null;
  readonly data: TrainingDataReport | null;
  readonly evaluationData: readonly EvaluationDataReport[] | null;
  readonly lengths: LengthReport | null;
  readonly device: DeviceReport | null;
}

/**
 * The memory that the next run will need; null as long as too little is known. The engine plans again when the run
 * starts, with what it then trains on.
 */
export function memoryPlan(
  prospect: Prospect,
  settings: Settings,
): { readonly plan: MemoryPlan; readonly proposal: Proposal | null } | null {
  const { model, data, evaluationData, lengths, device } = prospect;
  if (model === null || data === null || lengths === null || device === null) return null;
  const sets = evaluationData ?? [];
  // Without an in-distribution set, queries are held out and searched for among the passages of the training data.
  const measured = sets.some(({ role }) => role === 'in') ? sets : [...sets, data];
  const evaluated = measured.reduce((sum, { passages, queries }) => sum + passages + queries, 0);
  const facts = runFacts({ model, device, lengths, data, evaluated }, settings);
  return { plan: planMemory(facts, settings), proposal: proposeFit(facts, settings) };
}
