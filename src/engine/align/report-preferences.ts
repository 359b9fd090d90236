import type { Settings } from '../../core/settings/settings';
import type { PreferencesReport } from '../protocol/alignment';
import { needed, type Session } from '../session/session';
import { planPreferences } from './plan-preferences';

/** Rows shown for a first look. */
const PREVIEW = 5;

/** @throws Error where there are no preferences */
export function reportPreferences(
  { preferences, preferenceFiles, evaluations }: Session,
  settings: Settings,
): PreferencesReport {
  const { rows, counts, examples } = planPreferences(
    needed(preferences, 'Open or judge preferences first.'),
    evaluations,
    settings,
  );
  const known = new Set(preferences?.map(({ file }) => file));
  return {
    files: preferenceFiles.filter(({ file }) => known.has(file)),
    counts,
    examples,
    preview: rows.slice(0, PREVIEW).map(({ query, tiers }) => ({ query, passages: tiers.flat() })),
  };
}
