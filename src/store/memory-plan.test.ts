import { expect, test } from 'vitest';
import {
  FAKE_DATA,
  FAKE_DEVICE,
  FAKE_EVALUATION_DATA,
  FAKE_LENGTHS,
  FAKE_MODEL,
  FAKE_OTHER_DATA,
} from '../client/fake-reports';
import { defaultSettings } from '../core/settings/settings';
import { memoryPlan, type Prospect } from './memory-plan';

const prospect: Prospect = {
  model: FAKE_MODEL,
  data: FAKE_DATA,
  evaluationData: null,
  lengths: FAKE_LENGTHS,
  device: FAKE_DEVICE,
};

test('there is a plan as soon as model, data, lengths and device are known', () => {
  expect(memoryPlan({ ...prospect, lengths: null }, defaultSettings())).toBeNull();
  const planned = memoryPlan(prospect, defaultSettings());
  expect(planned?.plan.fits).toBe(true);
  expect(planned?.proposal).toBeNull();
});

test('what does not fit comes with a change that makes it fit', () => {
  const device = { ...FAKE_DEVICE, memory: { total: 300e6, largest: 300e6 } };
  const settings = { ...defaultSettings(), batch: 512 };
  const planned = memoryPlan({ ...prospect, device }, settings);
  expect(planned?.plan.fits).toBe(false);
  const change = planned?.proposal?.change ?? {};
  expect(memoryPlan({ ...prospect, device }, { ...settings, ...change })?.plan.fits).toBe(true);
});

test('every evaluation set counts, and what is held out where none is in-distribution', () => {
  const embeddings = (evaluationData: Prospect['evaluationData']): number => {
    const planned = memoryPlan({ ...prospect, evaluationData }, defaultSettings());
    return (planned?.plan.host ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  };
  const one = embeddings([FAKE_EVALUATION_DATA]);
  expect(embeddings([FAKE_EVALUATION_DATA, FAKE_OTHER_DATA])).toBeGreaterThan(one);
  expect(embeddings([FAKE_OTHER_DATA])).toBeGreaterThan(embeddings(null));
});
