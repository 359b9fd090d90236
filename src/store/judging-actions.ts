import { limitsFault } from '../core/llm/limits';
import { promptFaults } from '../core/synthesis/prompts';
import type { App } from './app';
import { formatCount, formatPlural } from './format-value';

type Needed = Pick<App, 'settings' | 'data' | 'evaluationData' | 'model' | 'device' | 'judging' | 'prompts'>;

/** What a person asks of judging that reaches into other parts of the page. */
export interface JudgingActions {
  /** Makes pairs with the current model. */
  proposePairs(): Promise<void>;
  estimateJudging(): Promise<void>;
  judgePairs(): Promise<void>;
}

/** `key` is that of the language model. */
export function createJudgingActions(stores: Needed, key: () => string): JudgingActions {
  const { settings, device, data, evaluationData, model, judging, prompts } = stores;
  const request = () => ({ settings: settings.getState().settings, prompts: prompts.getState().prompts });
  return {
    proposePairs: async () => {
      // Brings back what a crash of the engine took.
      for (const store of [device, data, evaluationData, model]) if (!(await store.restore())) return;
      await judging.propose(settings.getState().settings);
    },
    estimateJudging: async () => {
      await judging.estimate.open(request());
    },
    judgePairs: () => judging.judgeAll({ ...request(), key: key() }),
  };
}

/** Why pairs cannot be made now; null when they can. */
export function proposalBlocker({ settings, data, model }: Needed): string | null {
  if (Object.keys(settings.getState().drafts).length > 0) return 'Correct the marked settings first.';
  if (data.getState().value === null) return 'Choose training data first: pairs are made for its queries.';
  return model.getState().value === null ? 'Choose a model first: it finds the passages.' : null;
}

/** Why the language model cannot judge now; null when it can. */
export function judgingBlocker({ settings, prompts }: Needed): string | null {
  const { settings: now, drafts } = settings.getState();
  if (Object.keys(drafts).length > 0) return 'Correct the marked settings first.';
  if (promptFaults(prompts.getState().prompts.compare).length > 0)
    return 'Correct the prompt that compares passages first.';
  if (now.llm === 'endpoint' && now.llmModel.trim() === '') return 'Name the language model first.';
  return limitsFault(now) ?? null;
}

/** Line under the name of the region while it is folded. */
export function alignmentSummary({ judging }: Pick<App, 'judging'>): string {
  const { report } = judging.getState();
  if (report === null || report.pairs.length === 0)
    return 'Judge pairs of passages, and train the model to rank as the verdicts say.';
  const { llm, person } = report.rates;
  const judged = (rates: typeof llm): number => report.pairs.length - rates.waiting;
  return `${formatPlural(report.pairs.length, 'pair')}: ${formatCount(judged(llm))} judged by a language model, ${formatCount(judged(person))} by you.`;
}
