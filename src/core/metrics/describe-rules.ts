import type { EvalSet } from '../data/eval-set';
import type { EvaluationRules } from './evaluation-rules';
import { countSelfMatches } from './self-matches';

/** Sentences for the reader of the figures: every rule that differs from trec_eval's, and what the set makes of it. */
export function describeRules(set: EvalSet, rules: EvaluationRules): string[] {
  return [...describeMeasures(set, rules), ...describeSelfMatches(set, rules)];
}

/** The same without self-matches, for judgements without a corpus. */
export function describeMeasures(set: Pick<EvalSet, 'name' | 'qrels'>, rules: EvaluationRules): string[] {
  return [...describeGrades(set, rules), ...describeRankings(rules)];
}

function describeGrades(
  { name, qrels }: Pick<EvalSet, 'name' | 'qrels'>,
  { gain, relevanceLevel }: EvaluationRules,
): string[] {
  const notes: string[] = [];
  if (gain === 'exponential') notes.push('nDCG is computed with the exponential gain, 2^grade - 1.');
  if (relevanceLevel === 1) return notes;
  notes.push(`MRR, recall and MAP take documents of grade ${relevanceLevel} and above as relevant.`);
  const reached = [...qrels.values()].some((grades) =>
    [...grades.values()].some((grade) => grade >= relevanceLevel),
  );
  if (!reached) notes.push(`No judgement of "${name}" reaches grade ${relevanceLevel}, so these are 0.`);
  return notes;
}

function describeRankings({ ties, countedQueries }: EvaluationRules): string[] {
  const notes: string[] = [];
  if (ties === 'ascending')
    notes.push('Equal scores are ranked by document id ascending; trec_eval ranks them descending.');
  if (ties === 'expected')
    notes.push('Figures are means over all orders of equally scored documents; trec_eval ranks these by id.');
  if (countedQueries === 'returned')
    notes.push('Queries for which a ranking holds no document are left out of its means.');
  return notes;
}

function describeSelfMatches(set: EvalSet, { dropSelfMatches }: EvaluationRules): string[] {
  const count = countSelfMatches(set);
  if (count === 0) return [];
  const ids = `In "${set.name}" ${count} of ${set.queries.length} queries have the id of a document`;
  return [
    dropSelfMatches
      ? `${ids}, which was left out of their rankings.`
      : `${ids}. It was ranked with the others; the setting "Drop self-matches" leaves it out, as BEIR does.`,
  ];
}
