import type { EvaluationData } from '../data/evaluation-data';
import type { RowList } from '../data/row-list';
import type { Check, Outcome } from './check';
import { conflictingLabels } from './checks/conflicting-labels';
import { duplicates } from './checks/duplicates';
import { languages } from './checks/languages';
import { nearDuplicates } from './checks/near-duplicates';
import { negativeEqualsPositive } from './checks/negative-equals-positive';
import { oneWordTexts } from './checks/one-word-texts';
import { passageLeaks } from './checks/passage-leaks';
import { queryEqualsPositive } from './checks/query-equals-positive';
import { queryLeaks } from './checks/query-leaks';
import { severalPositives } from './checks/several-positives';
import { unverified } from './checks/unverified';
import type { Finding, Severity } from './finding';
import type { FixName } from './fixes';
import { RowCounts, type Overview } from './overview';
import type { Remedy } from './remedy';
import { runChecks, type ChecksOptions } from './run-checks';

/** What the checks make of training rows: what was found, and what each fix would do. */
export interface Diagnosis {
  readonly rows: number;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  readonly remedies: ReadonlyMap<FixName, Remedy>;
  readonly overview: Overview;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Looks for rows that harm training or make its evaluation dishonest, in one way over the rows and time linear in them.
 * Texts count as the same by `textKey`; hashes are kept, not texts: about 200 bytes a row. Two different texts are taken
 * for the same with a chance below 1e-4 for a million rows.
 */
export async function diagnose(
  rows: RowList,
  evaluations: readonly EvaluationData[],
  options: ChecksOptions = {},
): Promise<Diagnosis> {
  const written = languages();
  const checks = makersOf(rows, evaluations, written).map(({ make }) => make());
  const counts = new RowCounts();
  const outcomes = await runChecks(rows, checks, options, ({ row, query }) => {
    counts.add(row, query);
  });
  const overview = { ...counts.list(), languages: written.rowsOf() };
  return { rows: rows.length, ...sorted(outcomes), overview };
}

/** What some fixes would do, and what the checks behind them found: for who need not know the rest. */
export async function diagnoseFor(
  fixes: readonly FixName[],
  rows: RowList,
  evaluations: readonly EvaluationData[],
  options: ChecksOptions = {},
): Promise<Pick<Diagnosis, 'findings' | 'remedies'>> {
  const needed = makersOf(rows, evaluations, languages()).filter(({ of }) =>
    of.some((fix) => fixes.includes(fix)),
  );
  const checks = needed.map(({ make }) => make());
  return sorted(await runChecks(rows, checks, options));
}

/** Every check, made when it is needed, and the fixes for which it is. */
function makersOf(rows: RowList, evaluations: readonly EvaluationData[], written: Check) {
  const repeats = duplicates();
  const leaks: readonly CheckMaker[] = [
    { of: ['near-leaks', 'paraphrase-leaks'], make: () => queryLeaks(evaluations) },
    { of: ['passage-leaks'], make: () => passageLeaks(evaluations) },
  ];
  const makers: readonly CheckMaker[] = [
    { of: ['equal-negatives'], make: negativeEqualsPositive },
    { of: ['conflicting-negatives'], make: conflictingLabels },
    ...(evaluations.length === 0 ? [] : leaks),
    { of: ['duplicates', 'punctuation-duplicates', 'near-duplicates'], make: () => repeats },
    { of: ['equal-positives'], make: queryEqualsPositive },
    // After `repeats`, which it asks.
    { of: ['near-duplicates'], make: () => nearDuplicates(rows.length, repeats.repeated) },
    { of: ['one-word-texts'], make: oneWordTexts },
    { of: ['unverified'], make: unverified },
    { of: [], make: severalPositives },
    { of: ['other-languages'], make: () => written },
  ];
  return makers;
}

interface CheckMaker {
  readonly of: readonly FixName[];
  readonly make: () => Check;
}

function sorted(outcomes: readonly Outcome[]): Pick<Diagnosis, 'findings' | 'remedies'> {
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  const remedies = outcomes.flatMap(({ remedy }) =>
    remedy === null ? [] : [[remedy.fix, remedy.does] as const],
  );
  return {
    findings: outcomes.map(({ finding }) => finding).sort((a, b) => rank(a) - rank(b)),
    remedies: new Map(remedies),
  };
}
