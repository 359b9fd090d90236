import { isSettingName } from '../settings/parse-settings';
import { SETTINGS, SETTING_NAMES } from '../settings/settings';

export interface DifferingSetting {
  readonly name: string;
  /** As in the form; the name itself where this version has no such setting. */
  readonly label: string;
  /** Of each run, as text; null where the run knew no such setting. */
  readonly values: readonly (string | null)[];
}

/**
 * The settings in which runs differ, in the order of the form, those of other versions last. A setting that a run did not
 * know counts as different, unless the others have its default.
 */
export function differingSettings(
  runs: readonly { readonly settings: Readonly<Record<string, string>> }[],
): DifferingSetting[] {
  const known: ReadonlySet<string> = new Set(SETTING_NAMES);
  const unknown = new Set(
    runs.flatMap(({ settings }) => Object.keys(settings)).filter((name) => !known.has(name)),
  );
  return [...SETTING_NAMES, ...unknown].flatMap((name) => {
    const values = runs.map(({ settings }) => settings[name] ?? null);
    const missing = isSettingName(name) ? String(SETTINGS[name].default) : null;
    if (new Set(values.map((value) => value ?? missing)).size < 2) return [];
    return [{ name, label: isSettingName(name) ? SETTINGS[name].label : name, values }];
  });
}
