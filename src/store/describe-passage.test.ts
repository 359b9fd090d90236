import { describe, expect, it } from 'vitest';
import type { InspectedPassage, SystemName } from '../engine/protocol/inspect';
import {
  describeFirstRelevant,
  describeGrade,
  describeMovement,
  listedFor,
  missedBy,
  systemLabel,
} from './describe-passage';

const passage = (
  id: string,
  before: number | null,
  after: number | null,
  grade: number | null = null,
): InspectedPassage => ({
  id,
  title: '',
  text: '',
  grade,
  places: {
    ...(before === null ? {} : { before: { rank: before, score: 1 } }),
    ...(after === null ? {} : { after: { rank: after, score: 1 } }),
  },
});
const all = { systems: ['bm25', 'before', 'after'], depth: 100 } as const;

describe('describeMovement', () => {
  it.each([
    [7, 2, 'up 5, was 7', 'now 2', 'up'],
    [1, 3, 'down 2, was 1', 'now 3', 'down'],
    [4, 4, 'same place', 'same place', 'same'],
    [null, 2, 'was below 100', 'now 2', 'up'],
    [2, null, 'was 2', 'now below 100', 'down'],
  ] as const)('from %s to %s', (before, after, inAfter, inBefore, tone) => {
    const moved = passage('p', before, after);
    expect(describeMovement(moved, 'before', all)).toEqual({ text: inBefore, tone });
    expect(describeMovement(moved, 'after', all)).toEqual({ text: inAfter, tone });
  });

  it('says nothing of a passage that is below both', () => {
    expect(describeMovement(passage('p', null, null), 'after', all)).toBeNull();
  });

  it('says nothing in the column of BM25, or without two models', () => {
    expect(describeMovement(passage('p', 1, 2), 'bm25', all)).toBeNull();
    const alone = { systems: ['bm25', 'after'], depth: 100 } as const;
    expect(describeMovement(passage('p', null, 2), 'after', alone)).toBeNull();
  });
});

it('says what a grade means, in words', () => {
  const words = (level: number) => [null, -1, 0, 1, 3].map((grade) => describeGrade(grade, level).word);
  const none = ['Not judged', 'Judged not relevant', 'Judged not relevant'];
  expect(words(1)).toEqual([...none, 'Relevant', 'Relevant, grade 3']);
  expect(words(3)).toEqual([...none, 'Judged not relevant, grade 1', 'Relevant, grade 3']);
});

describe('the passages of a column', () => {
  const column = (passages: readonly InspectedPassage[], relevanceLevel: number) => ({
    passages,
    relevanceLevel,
    listed: 10,
    depth: 100,
  });
  const passages = [
    passage('a', 3, 12, 1),
    passage('b', 1, 1, null),
    passage('c', null, null, 2),
    passage('d', 40, 2, 1),
  ];

  it('are those listed, best first', () => {
    expect(listedFor(passages, 'before', 10).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(listedFor(passages, 'after', 10).map(({ id }) => id)).toEqual(['b', 'd']);
  });

  it('say where the first relevant one is', () => {
    expect(describeFirstRelevant(column(passages, 1), 'after')).toBe(
      'The first relevant passage is at rank 2.',
    );
    expect(describeFirstRelevant(column(passages, 2), 'after')).toBe(
      'No relevant passage among the first 100.',
    );
    expect(describeFirstRelevant(column([passage('b', 1, 1)], 1), 'after')).toBe('');
  });

  it('lack relevant ones, which are named apart: the best placed first, those without a place last', () => {
    expect(missedBy(column(passages, 1), 'before').map(({ id }) => id)).toEqual(['d', 'c']);
    expect(missedBy(column(passages, 1), 'after').map(({ id }) => id)).toEqual(['a', 'c']);
    expect(missedBy(column(passages, 2), 'after').map(({ id }) => id)).toEqual(['c']);
  });
});

it('names a system by what it stands beside', () => {
  const named = (systems: readonly SystemName[]) => systems.map((system) => systemLabel(system, systems));
  expect(named(['bm25', 'before', 'after'])).toEqual(['BM25', 'Before', 'After']);
  expect(named(['bm25', 'after'])).toEqual(['BM25', 'Model']);
  expect(named(['bm25', 'before'])).toEqual(['BM25', 'Untouched model']);
});
