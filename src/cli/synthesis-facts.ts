import type { Settings } from '../core/settings/settings.ts';
import type { Prompts } from '../core/synthesis/prompt.ts';
import { promptVersion } from '../core/synthesis/prompts.ts';
import { recipeOf } from '../core/synthesis/recipe.ts';
import { usedPurposes } from '../core/synthesis/used-purposes.ts';
import type { SynthesisReport } from '../engine/protocol/synthesis.ts';

/**
 * What became of the rows and how they were made: the models that answered, as the provider names them, and the prompts
 * that were used. The texts are in synthetic.jsonl.
 */
export function synthesisFacts(
  { rows, rates, ended, unfinished, counts }: SynthesisReport,
  settings: Settings,
  prompts: Prompts,
) {
  const models = new Set(rows.map(({ model }) => model).filter((model) => model !== ''));
  return {
    ...{ rows: rows.length, rates, ended, unfinished, counts },
    models: [...models].toSorted(),
    promptVersions: Object.fromEntries(
      usedPurposes(settings).map((purpose) => [purpose, promptVersion(prompts[purpose])]),
    ),
    settings: recipeOf(settings, prompts).settings,
  };
}
