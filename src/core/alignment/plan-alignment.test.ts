import { describe, expect, it } from 'vitest';
import type { Preference } from '../data/preference';
import { textHash } from '../text/text-hash';
import { planAlignment } from './plan-alignment';

type Kind = Partial<Pick<Preference, 'tie' | 'neither'>>;

let line = 0;
const prefer = (query: string, chosen: string, rejected: string, kind: Kind = {}): Preference => ({
  file: 'p.jsonl',
  line: ++line,
  query,
  chosen,
  rejected,
  tie: false,
  neither: false,
  queryId: undefined,
  chosenId: undefined,
  rejectedId: undefined,
  ...kind,
});

const PAIRS = { alignTies: 'skip', alignLists: 'pairs' } as const;
const LISTS = { ...PAIRS, alignLists: 'lists' } as const;
const none = () => false;

function plan(preferences: readonly Preference[], settings: Parameters<typeof planAlignment>[1] = PAIRS) {
  const { rows, counts, examples } = planAlignment(preferences, settings, none);
  return { tiers: rows.map((row) => row.tiers), rows, counts, examples };
}

describe('what preferences are left out', () => {
  it('both of two that contradict each other, also where one is repeated', () => {
    const given = [
      prefer('q', 'a', 'b'),
      prefer('q', 'b', 'a'),
      prefer('q', 'a', 'b'),
      prefer('q', 'a', 'c'),
    ];
    const { tiers, counts, examples } = plan(given);
    expect(tiers).toEqual([[['a'], ['c']]]);
    expect(counts).toMatchObject({ preferences: 4, contradictions: 3, repeated: 0, rows: 1 });
    expect(examples).toEqual([{ kind: 'contradiction', query: 'q' }]);
  });

  it('the opposite for another query is none', () => {
    expect(plan([prefer('q', 'a', 'b'), prefer('r', 'b', 'a')]).counts).toMatchObject({
      contradictions: 0,
      rows: 2,
      queries: 2,
      passages: 2,
    });
  });

  it('what was said before, and a passage beside itself', () => {
    const { counts } = plan([prefer('q', 'a', 'b'), prefer('q', 'a', 'b'), prefer('q', 'a', 'a')]);
    expect(counts).toMatchObject({ repeated: 1, same: 1, rows: 1 });
  });

  it('ties, unless both are wanted above the rest; never where neither answers', () => {
    const given = [
      prefer('q', 'a', 'b', { tie: true }),
      prefer('q', 'b', 'a', { tie: true }),
      prefer('q', 'c', 'd', { tie: true, neither: true }),
    ];
    expect(plan(given).counts).toMatchObject({ ties: 2, unanswered: 1, rows: 0 });
    const together = plan(given, { ...PAIRS, alignTies: 'together' });
    expect(together.tiers).toEqual([[['a', 'b']]]);
    expect(together.counts).toMatchObject({ ties: 0, unanswered: 1, repeated: 1, rows: 1 });
  });

  it('those whose query stands in evaluation data, by its text', () => {
    const given = [prefer('tested', 'a', 'b'), prefer('tested', 'b', 'a'), prefer('free', 'a', 'b')];
    const { rows, counts } = planAlignment(given, PAIRS, (query) => query === textHash('tested'));
    expect(rows.map(({ query }) => query)).toEqual(['free']);
    expect(counts).toMatchObject({ preferences: 3, evaluated: 2, contradictions: 0, rows: 1 });
  });

  it('counts every preference once', () => {
    const texts = ['a', 'b', 'c'];
    const given = texts.flatMap((first) =>
      texts.flatMap((second) =>
        [{}, { tie: true }, { neither: true }].map((kind) => prefer('q', first, second, kind)),
      ),
    );
    const { counts } = plan(given);
    const { evaluated, repeated, contradictions, same, ties, rows } = counts;
    expect(evaluated + repeated + contradictions + same + ties + rows).toBe(given.length);
  });
});

describe('what becomes of the others', () => {
  const chain = [prefer('q', 'b', 'c'), prefer('q', 'a', 'b')];

  it('a chain is two pairs, or one list', () => {
    expect(plan(chain).tiers).toEqual([
      [['b'], ['c']],
      [['a'], ['b']],
    ]);
    const asLists = plan(chain, LISTS);
    expect(asLists.tiers).toEqual([[['a'], ['b'], ['c']]]);
    expect(asLists.counts).toMatchObject({ rows: 1, lists: 1, passages: 3 });
  });

  it('a circle stays pairs and is told', () => {
    const { counts, examples, tiers } = plan([...chain, prefer('q', 'c', 'a')], LISTS);
    expect(tiers).toHaveLength(3);
    expect(counts).toMatchObject({ circles: 1, lists: 0, contradictions: 0 });
    expect(examples).toEqual([{ kind: 'circle', query: 'q' }]);
  });

  it('what has several orders stays pairs, and so does a pair of which neither answers', () => {
    expect(plan([prefer('q', 'a', 'b'), prefer('q', 'a', 'c')], LISTS).counts.lists).toBe(0);
    const doubtful = plan([prefer('q', 'a', 'b'), prefer('q', 'b', 'c', { neither: true })], LISTS);
    expect(doubtful.counts).toMatchObject({ rows: 2, lists: 0, neither: 1 });
  });

  it('shows at most three examples of a kind', () => {
    const given = Array.from({ length: 9 }, (_, i) => [
      prefer(`q${i}`, 'a', 'b'),
      prefer(`q${i}`, 'b', 'a'),
    ]).flat();
    expect(plan(given).examples).toHaveLength(3);
  });
});
