import { madeFrom } from '../../core/synthesis/paradigms';
import type { SettingsStore } from '../settings-store';

/** A method that works from one kind of source alone chooses it. */
export function keepSourceFitting(settings: SettingsStore): void {
  settings.subscribe(({ settings: now }, { settings: before }) => {
    if (now.synthesisMethod === before.synthesisMethod) return;
    const [first, ...others] = madeFrom(now.synthesisMethod);
    if (first !== undefined && others.length === 0 && first !== now.synthesisFrom)
      settings.edit('synthesisFrom', first);
  });
}
