import type { Preference } from '../../core/data/preference';
import { toPreferences } from '../../core/preferences/to-preferences';
import type { Handler } from './command';

export const usePreferences: Handler<'usePreferences'> = async (session, { settings }) => {
  session.refuseWhileBusy();
  const { pairBook } = session;
  await pairBook.open();
  const { judge, judgeCycles: cycles } = settings;
  const { preferences, inCycles } = toPreferences(pairBook.table, { judge, cycles });
  if (preferences.length === 0) throw new Error('No pair has a verdict of this judge yet.');
  session.preferences = preferences;
  session.preferenceFiles = [];
  const count = (wanted: (preference: Preference) => boolean): number => preferences.filter(wanted).length;
  return {
    judge,
    count: preferences.length,
    ties: count(({ tie, neither }) => tie && !neither),
    neither: count(({ neither }) => neither),
    inCycles,
  };
};
