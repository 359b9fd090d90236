import { differingRules } from './comparable';

/** What of a stored run decides whether it is the best of its kind. */
export interface Rankable {
  readonly id: string;
  readonly metric: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The curve that chose its weights. */
  readonly dev: {
    readonly name: string;
    readonly questions: string;
    readonly kept: { readonly mean: number } | null;
  };
  /** The primary set first. */
  readonly sets: readonly { readonly questions: string }[];
}

export interface BestRun {
  readonly id: string;
  /** How many runs it was compared with, itself included. */
  readonly among: number;
  /** Queries of the curve, such as `dev`. */
  readonly dev: string;
  /** The curve had the questions of the result: the choice is flattered by what it is judged on. */
  readonly byTest: boolean;
}

/**
 * The best runs: of all that were measured on the same questions of the curve by the same rules, the one whose kept
 * weights have the highest mean there. Never by the test figures, which are there to judge the choice. Of equal ones the
 * first is taken; a run that none can be compared with is not called the best.
 */
export function bestRuns(runs: readonly Rankable[]): BestRun[] {
  const groups: Rankable[][] = [];
  for (const run of runs) {
    if (run.dev.kept === null) continue;
    const group = groups.find(([first]) => first !== undefined && sameCurve(first, run));
    if (group === undefined) groups.push([run]);
    else group.push(run);
  }
  return groups.flatMap((group) => {
    if (group.length < 2) return [];
    const best = group.reduce((a, b) => (valueOf(b) > valueOf(a) ? b : a));
    const byTest = best.sets[0]?.questions === best.dev.questions;
    return [{ id: best.id, among: group.length, dev: best.dev.name, byTest }];
  });
}

function sameCurve(a: Rankable, b: Rankable): boolean {
  return a.dev.questions === b.dev.questions && a.metric === b.metric && differingRules(a, b).length === 0;
}

function valueOf({ dev }: Rankable): number {
  return dev.kept?.mean ?? -Infinity;
}
