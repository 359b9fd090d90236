import type { EvalQuery, Qrels } from '../data/eval-set';
import { evaluateRun, type Evaluation } from '../metrics/evaluate-run';
import type { EvaluationRules } from '../metrics/evaluation-rules';
import { reportedMetrics } from '../metrics/reported-metrics';
import type { Run } from '../metrics/run';
import { withoutSelfMatches } from '../metrics/self-matches';

/** What runs are judged by. Ids are as they stand in TREC files. */
export interface JudgedQueries {
  readonly name: string;
  /** All judged queries; their texts are empty where only judgements were given. */
  readonly queries: readonly EvalQuery[];
  readonly qrels: Qrels;
}

/** The figures of one run. */
export interface JudgedRun extends Omit<Evaluation, 'unjudged'> {
  readonly name: string;
  /** Judged queries for which it holds documents. */
  readonly returned: number;
  readonly notes: readonly string[];
}

/** Measures a run with the reported metrics and says what the figures leave out. */
export function judgeRun(
  { name, run }: { readonly name: string; readonly run: Run },
  set: JudgedQueries,
  rules: EvaluationRules & { readonly k: number },
): JudgedRun {
  const measured = rules.dropSelfMatches ? withoutSelfMatches(run) : run;
  const { perQuery, mean, unjudged } = evaluateRun(
    measured,
    set.qrels,
    reportedMetrics(rules.k, rules),
    rules,
  );
  const returned = set.queries.filter(({ id }) => (measured.get(id)?.length ?? 0) > 0).length;
  const notes = [
    ...missingNote(name, set.queries.length - returned, set.queries.length, rules),
    ...unjudgedNote(name, unjudged),
    ...selfMatchNote(name, run, rules),
  ];
  return { name, perQuery, mean, returned, notes };
}

function missingNote(name: string, missing: number, all: number, rules: EvaluationRules): string[] {
  if (missing === 0) return [];
  const verb = missing === 1 ? 'counts' : 'count';
  const effect = rules.countedQueries === 'judged' ? `${verb} as 0` : `${verb} not at all`;
  return [`"${name}" has no documents for ${missing} of ${all} judged queries, which ${effect}.`];
}

function unjudgedNote(name: string, unjudged: number): string[] {
  if (unjudged === 0) return [];
  return [
    unjudged === 1
      ? `1 query of "${name}" has no judgements and was left out.`
      : `${unjudged} queries of "${name}" have no judgements and were left out.`,
  ];
}

function selfMatchNote(name: string, run: Run, { dropSelfMatches }: EvaluationRules): string[] {
  const count = [...run].filter(([query, documents]) => documents.some(({ id }) => id === query)).length;
  if (count === 0) return [];
  const found = `"${name}" ranks a document with the id of the query for ${count} of ${run.size} queries`;
  return [
    dropSelfMatches
      ? `${found}; it was left out.`
      : `${found}; the setting "Drop self-matches" leaves it out, as BEIR does.`,
  ];
}
