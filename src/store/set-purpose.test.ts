import { expect, test } from 'vitest';
import { FAKE_EVALUATION_DATA, FAKE_OTHER_DATA } from '../client/fake-reports';
import { setPurpose } from './set-purpose';

const auto = { devSplit: 'auto' };

test('the primary set gives the verdict, and what chooses the weights is named', () => {
  expect(setPurpose(FAKE_EVALUATION_DATA, true, auto)).toContain('Its split "dev" chooses');
  expect(setPurpose(FAKE_EVALUATION_DATA, true, { devSplit: 'test' })).toContain('Its split "test" chooses');
  const only = { ...FAKE_EVALUATION_DATA, splits: FAKE_OTHER_DATA.splits };
  expect(setPurpose(only, true, auto)).toContain('Held-out training queries choose');
});

test('the other sets choose nothing', () => {
  expect(setPurpose(FAKE_EVALUATION_DATA, false, auto)).toContain('chooses nothing');
  expect(setPurpose(FAKE_OTHER_DATA, false, auto)).toContain('makes the model forget');
});
