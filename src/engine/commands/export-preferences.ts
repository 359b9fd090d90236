import { preferenceLines, PREFERENCES_FILE, toPreferences } from '../../core/preferences/to-preferences';
import type { Handler } from './command';

export const exportPreferences: Handler<'exportPreferences'> = async ({ pairBook }, { settings }) => {
  await pairBook.open();
  const { judge, judgeCycles: cycles } = settings;
  const { preferences } = toPreferences(pairBook.table, { judge, cycles });
  if (preferences.length === 0) throw new Error('No pair has a verdict of this judge yet.');
  const blob = new Blob([...preferenceLines(preferences)], { type: 'application/x-ndjson' });
  return { name: PREFERENCES_FILE, blob };
};
