import type { Diagnosis } from './diagnose';
import type { Finding } from './finding';
import type { FixName } from './fixes';
import type { Treatment } from './treated-rows';

/** What the record of a run and the model card say of the checks. */
export interface ChecksSummary {
  /** Usable rows of the files, and what the fixes left of them. */
  readonly rowsRead: number;
  readonly rowsAfterFixes: number;
  readonly textsLeftOut: number;
  readonly syntheticMoved: number;
  readonly fixes: readonly FixName[];
  /** False where a run did not wait for the checks of many rows: `findings` then lacks some. */
  readonly complete: boolean;
  readonly findings: readonly (Pick<Finding, 'check' | 'severity' | 'unit' | 'count' | 'fix'> & {
    readonly fixed: boolean;
  })[];
}

export function summariseChecks(
  { rows, findings, complete }: Pick<Diagnosis, 'rows' | 'findings'> & Pick<ChecksSummary, 'complete'>,
  treatment: Treatment,
  fixes: readonly FixName[],
): ChecksSummary {
  return {
    rowsRead: rows,
    rowsAfterFixes: treatment.rows.length,
    textsLeftOut: treatment.leftOut.texts,
    syntheticMoved: treatment.moved,
    fixes,
    complete,
    findings: findings.map(({ check, severity, unit, count, fix }) => ({
      check,
      severity,
      unit,
      count,
      fix,
      fixed: fix === 'always' || fixes.some((name) => name === fix),
    })),
  };
}
