import { MEASURE_SETTING_NAMES } from '../settings/measure-settings';
import { SETTINGS } from '../settings/settings';

/** What decides whether the figures of a run can be held against those of another. */
export interface Measurable {
  /** Every setting, as text. */
  readonly settings: Readonly<Record<string, string>>;
  readonly sets: readonly {
    readonly testSet: { readonly name: string; readonly queries: number };
    /** Fingerprint of the queries, their judgements and the corpus. */
    readonly questions: string;
  }[];
}

/**
 * Why figures of two runs on a set must not be compared: it was not measured, its questions are others, or the rules of
 * measuring are. Null when they can be.
 */
export function whyNotComparable(a: Measurable, b: Measurable, set: string): string | null {
  const [ofA, ofB] = [a, b].map((run) => run.sets.find(({ testSet }) => testSet.name === set));
  if (ofA === undefined || ofB === undefined) return `One of them was not measured on "${set}".`;
  if (ofA.questions !== ofB.questions) {
    const [m, n] = [ofA.testSet.queries, ofB.testSet.queries];
    const counts = m === n ? 'as many, but not the same' : `${String(m)} and ${String(n)}`;
    return `Different questions: their test sets of "${set}" are not the same (${counts}, or another corpus or other judgements).`;
  }
  const rules = differingRules(a, b);
  if (rules.length === 0) return null;
  return `Measured by different rules: ${rules.join(', ')}.`;
}

/** Labels of the rules of measuring that are not the same. */
export function differingRules(a: Pick<Measurable, 'settings'>, b: Pick<Measurable, 'settings'>): string[] {
  const of = ({ settings }: Pick<Measurable, 'settings'>, name: (typeof MEASURE_SETTING_NAMES)[number]) =>
    settings[name] ?? String(SETTINGS[name].default);
  return MEASURE_SETTING_NAMES.filter((name) => of(a, name) !== of(b, name)).map(
    (name) => SETTINGS[name].label,
  );
}
