import { estimateAsks } from '../../core/llm/estimate';
import { llmLimits } from '../../core/llm/limits';
import { usesModel } from '../../core/synthesis/paradigms';
import { makeUnit } from '../../core/synthesis/make-unit';
import type { Prompts } from '../../core/synthesis/prompt';
import { unitOf } from '../../core/synthesis/row-ids';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import type { Settings } from '../../core/settings/settings';
import { describeLlm } from '../llm/describe-llm';
import { requestHash } from '../llm/request-hash';
import type { LlmEstimate } from '../protocol/llm';
import type { Session } from '../session/session';
import { EstimatingLlm, USUAL_PASSAGE } from './estimating-llm';
import { planJob } from './plan-job';

/** Units that are gone through; of more, so many spread evenly stand for all. */
const GONE_THROUGH = 200;

/**
 * What making rows would ask and cost. The work itself is gone through with stored replies, and with made-up ones of usual
 * length where there are none; see `estimateAsks` for how rough that is.
 * @throws as `planJob`; the signal's reason when cancelled
 */
export async function estimateSynthesis(
  session: Session,
  settings: Settings,
  prompts: Prompts,
  signal: AbortSignal,
): Promise<LlmEstimate> {
  const table = session.synthesis;
  await table.load();
  const { recipe, exemplars, rows } = planJob(session, table, settings, prompts);
  const { name, model } = describeLlm(settings);
  const llm = new EstimatingLlm(async (ask) => session.replies.read(await requestHash(name, model, ask)));
  const units = groupUnits(rows.map((row) => table.get(row.id) ?? row));
  const step = Math.max(1, units.length / GONE_THROUGH);
  const sample = Array.from(
    { length: Math.min(units.length, GONE_THROUGH) },
    (_, at) => units[Math.floor(at * step)],
  );
  const foundNegative = (): string => (recipe.settings.bm25Negatives ? USUAL_PASSAGE : '');
  for (const unit of sample)
    if (unit?.some(({ paradigm }) => usesModel(paradigm)) === true)
      await makeUnit(unit, { llm, recipe, exemplars, signal, foundNegative });
  const estimate = await estimateAsks(llm.asks, (ask) => llm.isStored(ask), llmLimits(settings).prices);
  return scaled(estimate, sample.length === 0 ? 0 : units.length / sample.length);
}

function groupUnits(rows: readonly SyntheticRow[]): SyntheticRow[][] {
  const units = new Map<string, SyntheticRow[]>();
  for (const row of rows) {
    const unit = units.get(unitOf(row.id)) ?? [];
    unit.push(row);
    units.set(unitOf(row.id), unit);
  }
  return [...units.values()];
}

function scaled(estimate: LlmEstimate, factor: number): LlmEstimate {
  const { requests, cached, promptTokens, completionTokens, cost } = estimate;
  return {
    requests: Math.round(requests * factor),
    cached: Math.round(cached * factor),
    promptTokens: Math.round(promptTokens * factor),
    completionTokens: Math.round(completionTokens * factor),
    cost: cost * factor,
  };
}
