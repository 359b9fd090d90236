import { SETTINGS, SETTING_NAMES, defaultSettings, type SettingName, type Settings } from './settings';
import type { Setting } from './setting';

export interface SettingProblem {
  readonly name: string;
  readonly reason: string;
}

/**
 * Reads settings from strings (flags, URL parameters) over a base.
 * Unknown names and values out of range are returned as problems, never dropped in silence.
 */
export function parseSettings(
  values: Readonly<Record<string, string>>,
  base: Settings = defaultSettings(),
): { settings: Settings; problems: SettingProblem[] } {
  const parsed: Record<string, unknown> = { ...base };
  const problems: SettingProblem[] = [];
  for (const [name, text] of Object.entries(values)) {
    if (!isSettingName(name)) {
      problems.push({ name, reason: `there is no setting named "${name}"` });
      continue;
    }
    const outcome = parseValue(SETTINGS[name], text);
    if ('reason' in outcome) problems.push({ name, reason: outcome.reason });
    else parsed[name] = outcome.value;
  }
  return { settings: parsed as Settings, problems }; // every value went through its setting's parser
}

/** The settings that differ from the defaults, as strings: what belongs in a URL or on a command line. */
export function settingsToStrings(settings: Settings): Record<string, string> {
  const changed = SETTING_NAMES.filter((name) => settings[name] !== SETTINGS[name].default);
  return Object.fromEntries(changed.map((name) => [name, String(settings[name])]));
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** Parses one value; gives the reason when it does not fit. */
export function parseValue(
  setting: Setting,
  text: string,
): { value: number | string | boolean } | { reason: string } {
  switch (setting.kind) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value)) return { reason: `"${text}" is not a number` };
      if (setting.integer && !Number.isInteger(value)) return { reason: `${text} is not a whole number` };
      if (value < setting.min || value > setting.max)
        return { reason: `${text} is not between ${setting.min} and ${setting.max}` };
      return { value };
    }
    case 'choice':
      return setting.choices.includes(text)
        ? { value: text }
        : { reason: `"${text}" is none of ${setting.choices.join(', ')}` };
    case 'flag':
      if (text === 'true' || text === '') return { value: true };
      return text === 'false' ? { value: false } : { reason: `"${text}" is neither true nor false` };
    case 'text': {
      const reason = setting.fault?.(text);
      return reason === undefined ? { value: text } : { reason };
    }
  }
}
