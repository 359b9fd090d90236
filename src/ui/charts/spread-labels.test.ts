import { expect, test } from 'vitest';
import { spreadLabels } from './spread-labels';

const WITHIN = { gap: 30, from: 10, to: 200 };

test('labels far apart stay beside their lines', () => {
  expect(spreadLabels([150, 40], WITHIN)).toEqual([150, 40]);
});

test('labels too close share the shift', () => {
  expect(spreadLabels([100, 110], WITHIN)).toEqual([90, 120]);
  expect(spreadLabels([110, 100], WITHIN)).toEqual([120, 90]);
});

test('labels at an end stay inside', () => {
  expect(spreadLabels([195, 199], WITHIN)).toEqual([170, 200]);
  expect(spreadLabels([2, 5], WITHIN)).toEqual([10, 40]);
});

test('one label or none', () => {
  expect(spreadLabels([300], WITHIN)).toEqual([200]);
  expect(spreadLabels([], WITHIN)).toEqual([]);
});
