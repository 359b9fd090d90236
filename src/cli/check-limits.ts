import { InputError } from '../core/input-error.ts';
import { limitsFault } from '../core/llm/limits.ts';
import type { Settings } from '../core/settings/settings.ts';

/** Refuses limits of the language model that cannot be kept, before any work is done. @throws InputError */
export function checkLimits(settings: Settings): void {
  if (limitsFault(settings) !== undefined)
    throw new InputError(
      '--llmBudget',
      'a budget limits nothing without prices: give --llmPriceIn and --llmPriceOut, too',
    );
}
