import { createStore, type StoreApi } from 'zustand/vanilla';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Where the choice is remembered. Both may throw: private windows forbid storage. */
export interface ThemeMemory {
  read(): string | null;
  write(theme: Theme): void;
}

export interface ThemeStore extends StoreApi<{ readonly theme: Theme }> {
  /** System, light, dark, and round again. */
  next(): void;
}

export function createThemeStore(memory: ThemeMemory): ThemeStore {
  const remembered = attempt(() => memory.read());
  const store = createStore<{ theme: Theme }>(() => ({
    theme: THEMES.find((theme) => theme === remembered) ?? 'system',
  }));
  return {
    ...store,
    next: () => {
      const at = THEMES.indexOf(store.getState().theme);
      const theme = THEMES[(at + 1) % THEMES.length] ?? 'system';
      store.setState({ theme });
      attempt(() => {
        memory.write(theme);
      });
    },
  };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined; // a choice that cannot be remembered still holds for this visit
  }
}
