import type { EvalSet, Qrels } from '../data/eval-set';
import { DEFAULT_RULES, type EvaluationRules } from '../metrics/evaluation-rules';

/** What was measured, by which rules. */
export interface Measurement {
  readonly set: EvalSet;
  readonly rules: EvaluationRules;
}

/** Whether two figures of the same metric are about the same: questions in the same order, judgements, corpus, rules. */
export function sameMeasurement(a: Measurement, b: Measurement): boolean {
  return (
    a.set.name === b.set.name &&
    sameRules(a.rules, b.rules) &&
    sameTexts(a.set.queries, b.set.queries, ['id', 'text']) &&
    sameQrels(a.set.qrels, b.set.qrels) &&
    sameTexts(a.set.corpus, b.set.corpus, ['id', 'title', 'text'])
  );
}

function sameRules(a: EvaluationRules, b: EvaluationRules): boolean {
  const names = Object.keys(DEFAULT_RULES) as (keyof EvaluationRules)[]; // its keys are those of the type
  return names.every((name) => a[name] === b[name]);
}

function sameTexts<T>(a: readonly T[], b: readonly T[], fields: readonly (keyof T)[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length && a.every((item, at) => fields.every((field) => item[field] === b[at]?.[field]))
  );
}

function sameQrels(a: Qrels, b: Qrels): boolean {
  if (a === b) return true;
  return (
    a.size === b.size &&
    [...a].every(([query, grades]) => {
      const others = b.get(query);
      return others?.size === grades.size && [...grades].every(([id, grade]) => others.get(id) === grade);
    })
  );
}
