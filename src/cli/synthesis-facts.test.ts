import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../core/settings/settings.ts';
import { planFromQueries } from '../core/synthesis/plan-rows.ts';
import { DEFAULT_PROMPTS } from '../core/synthesis/prompts.ts';
import { recipeOf } from '../core/synthesis/recipe.ts';
import { synthesisRates } from '../core/synthesis/synthesis-rates.ts';
import type { SynthesisReport } from '../engine/protocol/synthesis.ts';
import { synthesisFacts } from './synthesis-facts.ts';

function reportOf(settings: Settings, models: readonly string[]): SynthesisReport {
  const queries = models.map((model, at) => ({ id: `q${at}`, text: `query ${model} ${at}`, positive: 'p' }));
  const planned = planFromQueries(queries, recipeOf(settings, DEFAULT_PROMPTS)).rows;
  const rows = planned.map((row, at) => ({ ...row, model: models[at] ?? '' }));
  return {
    ...{ rows, rates: synthesisRates(rows), unfinished: false, ended: 'finished' },
    ...{ counts: null, notes: [] },
  };
}

test('the models that answered are named, and only prompts that were used', () => {
  const settings = { ...defaultSettings(), llmModel: 'alias', makeNegative: false };
  const facts = synthesisFacts(reportOf(settings, ['b-2', '', 'a-1', 'b-2']), settings, DEFAULT_PROMPTS);
  expect(facts).toMatchObject({ rows: 4, ended: 'finished', models: ['a-1', 'b-2'] });
  expect(facts.promptVersions).toEqual({ positive: 'v2', cot: 'v2', verify: 'v2' });
  expect(facts).not.toHaveProperty('model');
});

test('rows made without a language model name neither', () => {
  const settings: Settings = { ...defaultSettings(), synthesisMethod: 'human' };
  expect(synthesisFacts(reportOf(settings, ['']), settings, DEFAULT_PROMPTS)).toMatchObject({
    models: [],
    promptVersions: {},
  });
});
