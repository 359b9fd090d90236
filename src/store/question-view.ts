import type { QuestionsReport } from '../engine/protocol/inspect';

export type ChangeFilter = 'all' | 'worse' | 'better' | 'same' | 'newlyFirst';

export type QuestionColumn = 'question' | 'bm25' | 'before' | 'after' | 'change';

/** Which questions are shown, in which order. */
export interface QuestionView {
  /** Shown are questions that hold this text, in any case; ids count too. */
  readonly text: string;
  readonly change: ChangeFilter;
  readonly sort: QuestionColumn;
  readonly descending: boolean;
}

/** All questions, the worst losses first. */
export const WORST_FIRST: QuestionView = { text: '', change: 'all', sort: 'change', descending: false };

/** Indices of the questions to show, in order; equal ones stay in the order of the set. */
export function viewQuestions(report: QuestionsReport, view: QuestionView): number[] {
  const wanted = view.text.trim().toLowerCase();
  const holds = (at: number): boolean =>
    wanted === '' ||
    (report.texts[at] ?? '').toLowerCase().includes(wanted) ||
    (report.ids[at] ?? '').toLowerCase().includes(wanted);
  const shown = report.ids.map((_, at) => at).filter((at) => passes(report, view.change, at) && holds(at));
  const sign = view.descending ? -1 : 1;
  if (view.sort === 'question') {
    const compare = new Intl.Collator('en').compare;
    return shown.sort((a, b) => sign * compare(report.texts[a] ?? '', report.texts[b] ?? ''));
  }
  const value = valueOf(report, view.sort);
  return shown.sort((a, b) => sign * (value(a) - value(b)));
}

/** How many questions each filter shows, the text aside. */
export function countChanges(report: QuestionsReport): Readonly<Record<ChangeFilter, number>> {
  const counts = { all: 0, worse: 0, better: 0, same: 0, newlyFirst: 0 };
  for (const at of report.ids.keys())
    for (const filter of ['all', 'worse', 'better', 'same', 'newlyFirst'] as const)
      if (passes(report, filter, at)) counts[filter]++;
  return counts;
}

/** After minus before; undefined where there is no before. */
export function changeOf({ before, after }: QuestionsReport, at: number): number | undefined {
  return before === null ? undefined : (after[at] ?? 0) - (before[at] ?? 0);
}

/** Without a model to compare with there is no change: the lowest values come first then. */
function valueOf(
  report: QuestionsReport,
  column: Exclude<QuestionColumn, 'question'>,
): (at: number) => number {
  if (column === 'bm25') return (at) => report.bm25[at] ?? 0;
  if (column === 'before') return (at) => report.before?.[at] ?? 0;
  if (column === 'after') return (at) => report.after[at] ?? 0;
  return (at) => changeOf(report, at) ?? report.after[at] ?? 0;
}

function passes(report: QuestionsReport, filter: ChangeFilter, at: number): boolean {
  if (filter === 'all') return true;
  if (filter === 'newlyFirst') return report.firstAfter[at] === 1 && report.firstBefore?.[at] === 0;
  const change = changeOf(report, at);
  if (change === undefined) return false;
  if (filter === 'same') return change === 0;
  return filter === 'worse' ? change < 0 : change > 0;
}
