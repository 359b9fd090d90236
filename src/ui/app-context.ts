import { createContext, startTransition, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand/react';
import type { StoreApi } from 'zustand/vanilla';
import type { App } from '../store/app';
import type { ThemeStore } from '../store/theme-store';

/** What every component may use: the application's state and the theme. */
export interface Shared {
  readonly app: App;
  readonly themes: ThemeStore;
}

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (shared === null) throw new Error('useShared outside of SharedContext');
  return shared;
}

export function useApp(): App {
  return useShared().app;
}

/** One part of a store; re-renders only when that part changes. */
export function useSelect<T, U>(
  store: Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>,
  select: (state: T) => U,
): U {
  return useStore(store, select);
}

/**
 * Like `useSelect`, for what changes much of the page at once: the new state is rendered in small portions that
 * let input and scrolling in between, and is shown when it is complete. Not for what is being typed.
 * `select` may depend on the state alone: it is asked again only when the store changes.
 */
export function useLater<T, U>(
  store: Pick<StoreApi<T>, 'getState' | 'subscribe'>,
  select: (state: T) => U,
): U {
  const [value, setValue] = useState(() => select(store.getState()));
  const read = useEffectEvent(() => select(store.getState()));
  useEffect(() => {
    let last: U | undefined;
    const check = (): void => {
      const now = read();
      if (now === last) return;
      last = now;
      startTransition(() => {
        setValue(() => now);
      });
    };
    check();
    return store.subscribe(check);
  }, [store]);
  return value;
}
