import { expect, test } from 'vitest';
import { countOf, foundSentence, usedSentence } from './describe-checks';

const finding = (severity: 'error' | 'warning' | 'note') => ({
  check: severity,
  severity,
  count: 1,
  unit: 'row' as const,
  share: 0.5,
  explanation: '',
  parts: [],
  examples: [],
  fix: null,
});

test('findings are counted by severity', () => {
  expect(foundSentence({ rows: 260, findings: [] })).toBe('No problems found in 260 rows.');
  expect(foundSentence({ rows: 260, findings: [finding('error'), finding('note'), finding('note')] })).toBe(
    '1 error, 2 notes.',
  );
});

test('what fixes leave', () => {
  const none = { rows: 10_000, textsLeftOut: 0, syntheticMoved: 0 };
  expect(usedSentence({ rows: 10_000, fixes: [], used: none })).toBe('10,000 rows, none left out by fixes.');
  expect(usedSentence({ rows: 10_000, fixes: ['duplicates'], used: { ...none, rows: 9688 } })).toBe(
    '10,000 rows, 312 left out by fixes: training uses 9,688.',
  );
  const used = { rows: 9688, textsLeftOut: 1, syntheticMoved: 2 };
  expect(usedSentence({ rows: 10_000, fixes: ['unverified'], used })).toMatch(
    /1 text of other rows left out\. 2 synthetic passages moved to the negatives\.$/,
  );
});

test('a share is rounded, and never to nothing', () => {
  expect(countOf({ count: 12, unit: 'row', share: 0.046 })).toBe('12 rows, 4.6 %');
  expect(countOf({ count: 1, unit: 'query', share: 0.5 })).toBe('1 query, 50 %');
  expect(countOf({ count: 3, unit: 'query', share: 0.00001 })).toBe('3 queries, under 0.1 %');
});
