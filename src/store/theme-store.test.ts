import { expect, it } from 'vitest';
import { createThemeStore } from './theme-store';

it('goes round and remembers', () => {
  let kept: string | null = 'light';
  const themes = createThemeStore({ read: () => kept, write: (theme) => (kept = theme) });
  expect(themes.getState().theme).toBe('light');
  themes.next();
  expect(kept).toBe('dark');
  themes.next();
  expect(themes.getState().theme).toBe('system');
});

it('works where storage is forbidden or holds nonsense', () => {
  const forbid = (): never => {
    throw new Error('denied');
  };
  const themes = createThemeStore({ read: forbid, write: forbid });
  themes.next();
  expect(themes.getState().theme).toBe('light');
  expect(createThemeStore({ read: () => 'pink', write: forbid }).getState().theme).toBe('system');
});
