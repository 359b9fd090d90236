import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { createSettingsStore } from './settings-store';
import { createMiningStore } from './mining-store';
import { defaultSettings } from '../core/settings/settings';
import { fakeMiningPreview } from '../client/fake-mining';
import { countWords, histogramWords, miningSummary, rankingWords } from './mining-words';

const address = () => ({ read: () => new URLSearchParams(), write: () => undefined });

function create(delay = 0) {
  const settings = createSettingsStore(address());
  const mining = createMiningStore(createClient(fakeEngine({ delay })), settings);
  return { settings, mining };
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('a moved margin is previewed, however often it is moved, by the last value', async () => {
  const { settings, mining } = create(1);
  await mining.mine(settings.getState().settings);
  const first = mining.getState().preview?.figures.negatives ?? 0;
  expect(first).toBeGreaterThan(0);
  for (let i = 1; i <= 30; i++) settings.edit('mineMargin', String(i / 60));
  const wanted = fakeMiningPreview(settings.getState().settings).figures;
  expect(settings.getState().settings.mineMargin).toBe(0.5);
  await vi.waitFor(() => {
    expect(mining.getState().preview?.figures).toEqual(wanted);
  });
  expect(wanted.negatives).not.toBe(first);
});

test('settings that decide nothing about negatives ask for no preview; before mining none does', async () => {
  const { settings, mining } = create();
  settings.edit('mineMargin', '0.2');
  await later(10);
  expect(mining.getState().preview).toBeNull();
  await mining.mine(settings.getState().settings);
  const { preview } = mining.getState();
  settings.edit('epochs', '3');
  await later(10);
  expect(mining.getState().preview).toBe(preview);
});

test('other examples are asked for, and the first ones come back when the rules change', async () => {
  const { settings, mining } = create();
  await mining.mine(settings.getState().settings);
  mining.show({ which: 'fewer', from: 3 });
  await vi.waitFor(() => {
    expect(mining.getState().preview?.examples).toMatchObject({ which: 'fewer', from: 3 });
  });
  settings.edit('mineNegatives', '5');
  await vi.waitFor(() => {
    expect(mining.getState().preview?.examples).toMatchObject({ which: 'fewer', from: 0 });
  });
  mining.clear();
  expect(mining.getState().preview).toBeNull();
});

test('figures in words', () => {
  const figures = fakeMiningPreview(defaultSettings()).figures;
  expect(countWords({ ...figures, negatives: 1, rows: 2, full: 1, fewer: 0, none: 1 }, 1)).toBe(
    '1 negative. 1 of 2 rows have 1, 0 have fewer, 1 have none.',
  );
  expect(histogramWords(figures)).toMatch(
    /^Answers score 0\.\d+ in the mean, kept negatives 0\.\d+, .* were left out\.$/,
  );
  expect(miningSummary(null, 3)).toContain('Find passages');
  const report = {
    corpus: '',
    passages: 1,
    queries: 2,
    rows: 2,
    depth: 1,
    model: 'm',
    step: 7,
    seconds: 1,
    notes: [],
  };
  expect(rankingWords({ ...report, preview: fakeMiningPreview(defaultSettings()) })).toBe(
    'm, after step 7 of the run, ranked 1 passage for 2 queries in 1.0 s.',
  );
});
