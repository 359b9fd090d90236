import { expect, test } from 'vitest';
import { defaultSettings, SETTING_NAMES } from '../settings/settings';
import { differingSettings } from './differing-settings';

const all: Readonly<Record<string, string>> = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, String(defaultSettings()[name])]),
);
const run = (change: Record<string, string>) => ({ settings: { ...all, ...change } });

test('lists exactly the settings that differ, in the order of the form', () => {
  const runs = [
    run({ lr: '0.1', epochs: '2' }),
    run({ lr: '0.2', epochs: '2' }),
    run({ lr: '0.1', epochs: '3' }),
  ];
  expect(differingSettings(runs)).toEqual([
    { name: 'epochs', label: 'Epochs', values: ['2', '2', '3'] },
    { name: 'lr', label: 'Learning rate', values: ['0.1', '0.2', '0.1'] },
  ]);
  expect(differingSettings([run({}), run({})])).toEqual([]);
});

test('a setting that a run did not know counts as its default, one that nobody knows any more stays visible', () => {
  const old = { settings: { gone: 'x' } };
  expect(differingSettings([old, run({ gone: 'x' })])).toEqual([]);
  expect(differingSettings([old, run({ lr: '0.5' })])).toEqual([
    { name: 'lr', label: 'Learning rate', values: [null, '0.5'] },
    { name: 'gone', label: 'gone', values: ['x', null] },
  ]);
});
