import { usedViews } from '../data/used-views';
import type { SettingGroup } from '../settings/setting';
import { SETTINGS, SETTING_NAMES, type SettingName, type Settings } from '../settings/settings';
import type { StudyFacts } from './variant';

/** Groups that no run depends on. */
const WITHOUT_EFFECT: ReadonlySet<SettingGroup> = new Set([
  'llm',
  'synthesis',
  // It leads to preferences, which have a fingerprint of their own.
  'judging',
  'study',
  'export',
  'device',
]);

/** Named by what they lead to: the rows, the questions and the weights, which have fingerprints of their own. */
const FINGERPRINTED: ReadonlySet<SettingName> = new Set([
  'model',
  'revision',
  'endpoint',
  'otherLayouts',
  'heldOut',
  'heldOutPassages',
  'heldOutQueries',
  'splitBy',
  'splitSeed',
  'devSplit',
  'testSplit',
  'fixes',
]);

/** Of the baselines that stand beside a run. */
const OF_BASELINES: ReadonlySet<SettingName> = new Set([
  'bm25Analysis',
  'bm25K1',
  'bm25B',
  'hybrid',
  'fusionK',
]);

type ViewFacts = Pick<StudyFacts, 'withNegatives' | 'withSynthetic' | 'withCot'>;

/** Whether a run mines hard negatives on its way. */
export function minesNegatives({ mineFirst, remineEvery }: Settings): boolean {
  return mineFirst || remineEvery > 0;
}

/** Whether the curve has a say in a run: it chooses the weights, or ends it. */
export function followsCurve({ loadBest, earlyStopping }: Settings): boolean {
  return loadBest || earlyStopping > 0;
}

/**
 * All that decides the figures of a run on given rows, questions and weights, as text: runs with equal texts come to the
 * same. Settings that the loss does not look at, and texts that no row has, are left out.
 */
export function effectiveSettings(settings: Settings, facts: ViewFacts, aligned: boolean): string {
  const used = usedViews(settings);
  const views = {
    synthetic: used.synthetic && facts.withSynthetic > 0,
    cot: used.cot && facts.withCot > 0,
    hardNegatives: facts.withNegatives > 0 || minesNegatives(settings) ? settings.hardNegatives : 0,
  };
  const ignored = ignoredSettings(settings, aligned);
  // Both forms are the same for a query with one positive.
  if (!views.synthetic && !views.cot) ignored.add('form');
  const kept = SETTING_NAMES.filter((name) => !ignored.has(name)).map((name) => [name, settings[name]]);
  return JSON.stringify([...kept, ['texts', views], ['aligned', aligned]]);
}

function ignoredSettings(settings: Settings, aligned: boolean): Set<SettingName> {
  const { loss } = settings;
  const ignored = new Set<SettingName>([...FINGERPRINTED, ...OF_BASELINES, 'views', 'hardNegatives']);
  for (const name of SETTING_NAMES) {
    if (WITHOUT_EFFECT.has(groupOf(name))) ignored.add(name);
    if (groupOf(name) === 'alignment' && !aligned) ignored.add(name);
    if (groupOf(name) === 'mining' && !minesNegatives(settings)) ignored.add(name);
  }
  if (loss !== 'distill') ignored.add('form');
  if (loss !== 'snn') ignored.add('learnTemperature');
  if (loss !== 'infonce') ignored.add('symmetric');
  if (settings.mix === '') ignored.add('mixBy');
  if (!followsCurve(settings)) for (const name of ['evalEvery', 'watchOthers'] as const) ignored.add(name);
  return ignored;
}

function groupOf(name: SettingName): SettingGroup {
  return SETTINGS[name].group;
}
