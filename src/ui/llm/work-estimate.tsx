import { useEffect } from 'react';
import type { LlmEstimate } from '../../core/llm/estimate';
import { SETTING_NAMES, SETTINGS, type Settings } from '../../core/settings/settings';
import type { ResourceStore } from '../../store/resource-store';
import { estimateSentence } from '../../store/synthesis/describe-work';
import { useSelect } from '../app-context';

interface Props<S> {
  readonly estimate: ResourceStore<S, LlmEstimate>;
  /** What the estimate depends on: as many at every drawing. */
  readonly inputs: readonly unknown[];
  readonly ask: () => Promise<void>;
  /** Said where nothing would be asked; otherwise the usual sentence. */
  readonly nothing?: string;
}

/** What the work would ask of the language model and cost, made anew shortly after one of the inputs has changed. */
export function WorkEstimate<S>({ estimate, inputs, ask, nothing }: Props<S>) {
  useEffect(() => {
    const timer = setTimeout(() => void ask(), 500);
    return () => {
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again when one of the inputs changes
  }, inputs);
  const { status, value, fault } = useSelect(estimate, (state) => state);
  if (status === 'failed') return <p className="quiet">It cannot be estimated: {fault?.message}</p>;
  if (value === null) return <p className="quiet">Estimating what will be asked</p>;
  const words = value.requests === 0 && nothing !== undefined ? nothing : estimateSentence(value);
  return <p className={status === 'opening' ? 'stale' : undefined}>{words}</p>;
}

/** The seed and the settings of some groups, as a text that is the same while they are. */
export function settingsOf(settings: Settings, groups: readonly ('llm' | 'synthesis')[]): string {
  const named: readonly string[] = groups;
  const names = SETTING_NAMES.filter((name) => name === 'seed' || named.includes(SETTINGS[name].group));
  return JSON.stringify(names.map((name) => settings[name]));
}
