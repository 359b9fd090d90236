import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import { createSettingsStore } from './settings-store';

function settingsAt(query: string) {
  let parameters = new URLSearchParams(query);
  const address = {
    read: () => parameters,
    write: (next: URLSearchParams) => {
      parameters = next;
    },
  };
  return { store: createSettingsStore(address), query: () => parameters.toString() };
}

describe('settings', () => {
  it('come from the address, with faults listed', () => {
    const { store } = settingsAt('run=sample&batch=64&lr=fast&nonsense=1');
    const { settings, problems } = store.getState();
    expect(settings).toEqual({ ...defaultSettings(), batch: 64 });
    expect(problems.map((problem) => problem.name)).toEqual(['lr', 'nonsense']);
  });

  it('keep the address in step', () => {
    const { store, query } = settingsAt('run=sample');
    store.edit('batch', '64');
    store.edit('symmetric', 'true');
    expect(query()).toBe('run=sample&batch=64&symmetric=true');
  });

  it('hold a bad value as a draft and leave the setting as it was', () => {
    const { store, query } = settingsAt('');
    store.edit('batch', '1.5');
    expect(store.getState().drafts.batch).toEqual({ text: '1.5', reason: '1.5 is not a whole number' });
    expect(store.getState().settings.batch).toBe(32);
    expect(query()).toBe('');
    store.edit('batch', '16');
    expect(store.getState().drafts.batch).toBeUndefined();
  });

  it('a suggestion never replaces a choice, be it the default', () => {
    const { store, query } = settingsAt('epochs=1');
    store.edit('batch', '32');
    store.suggest({ epochs: 4, batch: 64, lr: 3e-4 });
    expect(store.getState().settings).toMatchObject({ epochs: 1, batch: 32, lr: 3e-4 });
    expect(query()).toBe('epochs=1&batch=32&lr=0.0003');
  });

  it('reset forgets choices', () => {
    const { store, query } = settingsAt('epochs=3');
    store.reset();
    expect(store.getState().settings).toEqual(defaultSettings());
    expect(query()).toBe('');
  });
});
