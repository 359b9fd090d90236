import { expect, test } from 'vitest';
import type { Preference } from '../data/preference';
import { planAlignment } from './plan-alignment';

const prefer = (chosen: string, rejected: string, tie = false): Preference => ({
  ...{ file: 'p.jsonl', line: 1, query: 'q', chosen, rejected, tie, neither: false },
  ...{ queryId: undefined, chosenId: undefined, rejectedId: undefined },
});

test.each(['skip', 'together'] as const)(
  'an order counts beside a tie of its passages, ties: %s',
  (alignTies) => {
    for (const stated of [
      [prefer('a', 'b', true), prefer('a', 'b')],
      [prefer('a', 'b'), prefer('b', 'a', true)],
      [prefer('b', 'a', true), prefer('a', 'b')],
    ]) {
      const { rows } = planAlignment(stated, { alignTies, alignLists: 'pairs' }, () => false);
      expect(rows.map(({ tiers }) => tiers)).toEqual([[['a'], ['b']]]);
    }
  },
);
