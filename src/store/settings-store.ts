import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  isSettingName,
  parseSettings,
  parseValue,
  settingsToStrings,
  type SettingProblem,
} from '../core/settings/parse-settings';
import {
  POCKET_OVERRIDES,
  SAMPLE_OVERRIDES,
  SETTINGS,
  SETTING_NAMES,
  defaultSettings,
  type SettingName,
  type Settings,
} from '../core/settings/settings';

/** Where settings are kept between visits: the query part of the page's address. */
export interface Address {
  read(): URLSearchParams;
  write(parameters: URLSearchParams): void;
}

/** A value typed into the form that does not fit, and why. */
export interface Draft {
  readonly text: string;
  readonly reason: string;
}

export interface SettingsState {
  readonly settings: Settings;
  readonly drafts: Readonly<Partial<Record<SettingName, Draft>>>;
  /** Names set by the person (form or address): suggestions such as the sample's never overwrite these. */
  readonly chosen: ReadonlySet<SettingName>;
  /** Parameters of the address that could not be used. */
  readonly problems: readonly SettingProblem[];
}

export interface SettingsStore extends StoreApi<SettingsState> {
  /** Takes what was typed; keeps it as a draft with the reason when it does not fit. */
  edit(name: SettingName, text: string): void;
  /** Sets values the person has not chosen themselves. */
  suggest(values: Partial<Settings>): void;
  /**
   * Takes all settings of an earlier run, as text; what it does not name gets its default. They count as chosen where the
   * page might suggest something else. Gives what could not be used.
   */
  take(values: Readonly<Record<string, string>>): readonly SettingProblem[];
  reset(): void;
}

/** Parameters of the address that are not settings. */
const OTHER_PARAMETERS = new Set(['run']);

/** Settings that the page has suggestions for. */
const SUGGESTED = [
  'model',
  'synthesisFrom',
  'synthesisMethod',
  ...Object.keys(POCKET_OVERRIDES),
  ...Object.keys(SAMPLE_OVERRIDES),
];

export function createSettingsStore(address: Address): SettingsStore {
  const store = createStore<SettingsState>(() => readAddress(address.read()));
  store.subscribe((state, before) => {
    if (state.settings !== before.settings) address.write(toParameters(state, address.read()));
  });
  return {
    ...store,
    edit: (name, text) => {
      store.setState((state) => edited(state, name, text));
    },
    suggest: (values) => {
      store.setState((state) => suggested(state, values));
    },
    take: (values) => {
      const { settings, problems } = parseSettings(values);
      const names = [...Object.keys(settingsToStrings(settings)), ...SUGGESTED].filter(isSettingName);
      store.setState({ settings, drafts: {}, chosen: new Set(names), problems: [] });
      return problems;
    },
    reset: () => {
      store.setState({ settings: defaultSettings(), drafts: {}, chosen: new Set(), problems: [] });
    },
  };
}

function readAddress(parameters: URLSearchParams): SettingsState {
  const values = Object.fromEntries([...parameters].filter(([name]) => !OTHER_PARAMETERS.has(name)));
  const { settings, problems } = parseSettings(values);
  const wrong = new Set(problems.map((problem) => problem.name));
  const chosen = new Set(
    Object.keys(values)
      .filter((name) => !wrong.has(name))
      .filter(isSettingName),
  );
  return { settings, drafts: {}, chosen, problems };
}

function edited(state: SettingsState, name: SettingName, text: string): SettingsState {
  const outcome = parseValue(SETTINGS[name], text);
  if ('reason' in outcome)
    return { ...state, drafts: { ...state.drafts, [name]: { text, reason: outcome.reason } } };
  const drafts = Object.fromEntries(Object.entries(state.drafts).filter(([other]) => other !== name));
  const settings: Settings = { ...state.settings, [name]: outcome.value };
  return { ...state, settings, drafts, chosen: new Set(state.chosen).add(name) };
}

function suggested(state: SettingsState, values: Partial<Settings>): SettingsState {
  const free = Object.entries(values).filter(([name]) => !isSettingName(name) || !state.chosen.has(name));
  const settings: Settings = { ...state.settings, ...Object.fromEntries(free) };
  return { ...state, settings };
}

function toParameters(state: SettingsState, present: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of present) if (OTHER_PARAMETERS.has(name)) parameters.set(name, value);
  const changed = settingsToStrings(state.settings);
  for (const name of SETTING_NAMES) {
    // A default that was chosen stays in the address too: a suggestion must not replace it after a reload.
    if (name in changed || state.chosen.has(name)) parameters.set(name, String(state.settings[name]));
  }
  return parameters;
}
