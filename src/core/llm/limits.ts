import type { Settings } from '../settings/settings';
import type { Limits } from './budget';

type Limiting = Pick<Settings, 'llm' | 'llmBudget' | 'llmMaxRequests' | 'llmPriceIn' | 'llmPriceOut'>;

/** The limits that the settings set. A model that runs in the browser costs nothing, whatever the prices of an endpoint. */
export function llmLimits({ llm, llmBudget, llmMaxRequests, llmPriceIn, llmPriceOut }: Limiting): Limits {
  return llm === 'endpoint'
    ? { cost: llmBudget, requests: llmMaxRequests, prices: { in: llmPriceIn, out: llmPriceOut } }
    : { cost: 0, requests: llmMaxRequests, prices: { in: 0, out: 0 } };
}

/** Why the limits cannot be kept; undefined: they can. */
export function limitsFault(settings: Limiting): string | undefined {
  const { cost, prices } = llmLimits(settings);
  return cost > 0 && prices.in === 0 && prices.out === 0
    ? 'A budget limits nothing without prices: set those of your endpoint under "Limits and prices", or the budget to 0.'
    : undefined;
}
