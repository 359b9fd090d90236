import { expect, test } from 'vitest';
import { draftOf, rolesOf, withRole } from './column-roles';

const draft = { query: 'question', positive: 'context', negatives: ['wrong', 'worse'], queryId: 'id' };

test('a mapping as roles of columns, and back', () => {
  expect([...rolesOf(draft)]).toEqual([
    ['wrong', 'negative'],
    ['worse', 'negative'],
    ['question', 'query'],
    ['context', 'positive'],
    ['id', 'queryId'],
  ]);
  expect(draftOf(rolesOf(draft))).toEqual(draft);
});

test('a role that one column can have moves to the column that gets it; negatives stay', () => {
  const moved = withRole(rolesOf(draft), 'title', 'query');
  expect(draftOf(moved)).toEqual({ ...draft, query: 'title' });
  expect(draftOf(withRole(moved, 'third', 'negative')).negatives).toEqual(['wrong', 'worse', 'third']);
  expect(draftOf(withRole(moved, 'title', 'none')).query).toBeUndefined();
});
