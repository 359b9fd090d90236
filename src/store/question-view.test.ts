import { describe, expect, it } from 'vitest';
import type { QuestionsReport } from '../engine/protocol/inspect';
import { countChanges, viewQuestions, WORST_FIRST } from './question-view';

const report: QuestionsReport = {
  of: 'run',
  set: 'support',
  metric: 'nDCG@10',
  metrics: ['nDCG@10'],
  ids: ['q1', 'q2', 'q3', 'q4'],
  texts: ['Zebra battery', 'apple charger', 'Motor noise', 'battery noise'],
  bm25: Float64Array.of(0.1, 0.9, 0.3, 0.2),
  before: Float64Array.of(0.5, 1, 0.2, 0.4),
  after: Float64Array.of(1, 0.4, 0.2, 0.3),
  firstBefore: Uint8Array.of(0, 1, 0, 0),
  firstAfter: Uint8Array.of(1, 0, 0, 0),
};
const view = (change: Partial<typeof WORST_FIRST>, of = report): string[] =>
  viewQuestions(of, { ...WORST_FIRST, ...change }).map((at) => of.ids[at] ?? '');

describe('viewQuestions', () => {
  it('puts the worst losses first', () => {
    expect(view({})).toEqual(['q2', 'q4', 'q3', 'q1']);
  });

  it('sorts by each column in both directions', () => {
    expect(view({ sort: 'bm25' })).toEqual(['q1', 'q4', 'q3', 'q2']);
    expect(view({ sort: 'after', descending: true })).toEqual(['q1', 'q2', 'q4', 'q3']);
    expect(view({ sort: 'before' })).toEqual(['q3', 'q4', 'q1', 'q2']);
    expect(view({ sort: 'question' })).toEqual(['q2', 'q4', 'q3', 'q1']);
  });

  it('keeps equal ones in the order of the set, also descending', () => {
    const equal = { ...report, bm25: Float64Array.of(1, 0, 1, 0) };
    expect(view({ sort: 'bm25', descending: true }, equal)).toEqual(['q1', 'q3', 'q2', 'q4']);
  });

  it('filters by text in any case, and by id', () => {
    expect(view({ text: ' BATTERY ' })).toEqual(['q4', 'q1']);
    expect(view({ text: 'q3' })).toEqual(['q3']);
    expect(view({ text: 'nothing' })).toEqual([]);
  });

  it('filters by change', () => {
    expect(view({ change: 'worse' })).toEqual(['q2', 'q4']);
    expect(view({ change: 'better' })).toEqual(['q1']);
    expect(view({ change: 'same' })).toEqual(['q3']);
    expect(view({ change: 'newlyFirst' })).toEqual(['q1']);
    expect(countChanges(report)).toEqual({ all: 4, worse: 2, better: 1, same: 1, newlyFirst: 1 });
  });

  it('puts the lowest values first where there is nothing to compare with', () => {
    const alone = { ...report, before: null, firstBefore: null };
    expect(view({}, alone)).toEqual(['q3', 'q4', 'q2', 'q1']);
    expect(countChanges(alone)).toEqual({ all: 4, worse: 0, better: 0, same: 0, newlyFirst: 0 });
  });
});
