import type { Finding, Severity } from '../core/doctor/finding';
import type { DoctorReport } from '../engine/protocol/doctor';
import { formatCount, formatPlural } from './format-value';

const NAMES: readonly (readonly [severity: Severity, singular: string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'note'],
];

/** "2 errors, 1 note." or that nothing was found. */
export function foundSentence({ findings, rows }: Pick<DoctorReport, 'findings' | 'rows'>): string {
  const counts = NAMES.flatMap(([severity, name]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [formatPlural(count, name)];
  });
  return counts.length === 0 ? `No problems found in ${formatPlural(rows, 'row')}.` : `${counts.join(', ')}.`;
}

/** What fixes leave to train on: "10,000 rows, 312 left out by fixes: training uses 9,688." */
export function usedSentence({ rows, fixes, used }: Pick<DoctorReport, 'rows' | 'fixes' | 'used'>): string {
  if (fixes.length === 0) return `${formatPlural(rows, 'row')}, none left out by fixes.`;
  const texts =
    used.textsLeftOut > 0 ? ` ${formatPlural(used.textsLeftOut, 'text')} of other rows left out.` : '';
  const moved =
    used.syntheticMoved > 0
      ? ` ${formatPlural(used.syntheticMoved, 'synthetic passage')} moved to the negatives.`
      : '';
  return `${formatPlural(rows, 'row')}, ${formatCount(rows - used.rows)} left out by fixes: training uses ${formatCount(used.rows)}.${texts}${moved}`;
}

/** "12 rows, 4.6 %". */
export function countOf({ count, unit, share }: Pick<Finding, 'count' | 'unit' | 'share'>): string {
  const percent = share * 100;
  const shown = percent < 0.1 ? 'under 0.1' : percent.toFixed(percent < 10 ? 1 : 0);
  return `${formatPlural(count, unit, unit === 'query' ? 'queries' : `${unit}s`)}, ${shown} %`;
}
