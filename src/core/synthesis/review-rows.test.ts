import { expect, test } from 'vitest';
import { planFromDocuments, planFromQueries } from './plan-rows';
import { describeReview, reviewRows } from './review-rows';
import type { SyntheticRow } from './synthetic-row';
import { testRecipe } from './testing/recipes';
import type { Settings } from '../settings/settings';

const TEXT = 'The charger of the Cargo fills the pack within five hours at home.';
const OTHER = 'Wipe the display with a soft cloth and never with a spray.';

const [ofQuery] = planFromQueries([{ id: 'q', text: 'how fast is it', positive: TEXT }], testRecipe()).rows;
const [ofDocument] = planFromDocuments(
  [{ id: 'd', title: '', text: TEXT }],
  testRecipe({ synthesisFrom: 'documents' }),
).rows;

function row(id: string, changes: Partial<SyntheticRow>, of = ofQuery): SyntheticRow {
  if (of === undefined) throw new Error('there is no row');
  return { ...of, id, query: `query ${id}`, synthetic: OTHER, state: 'done', ...changes };
}

function review(rows: readonly SyntheticRow[], before: Partial<Settings>, now: Partial<Settings>) {
  const settings = { before: testRecipe(before).settings, now: testRecipe(now).settings };
  const given = { heldOut: new Set<number>(), planned: new Set(rows.map(({ id }) => id)) };
  const { rows: changed, ...counts } = reviewRows(rows, settings, given);
  return { ...counts, changed: changed.map(({ id, state, flags }) => [id, state, flags.join()]) };
}

test('other filters reject and let pass what they judge otherwise; what a person decided stays', () => {
  const short = { synthetic: 'Four hours are enough.', flags: ['too-short'] };
  const rows = [
    row('a', { ...short, state: 'rejected' }),
    row('b', { ...short, state: 'rejected', decided: true }),
    row('c', { ...short, state: 'accepted', decided: true }),
    row('d', {}),
    row('e', { state: 'rejected', flags: ['leak'] }),
    row('f', { synthetic: 'x', state: 'waiting' }),
  ];
  expect(review(rows, {}, { filterMinWords: 3 })).toEqual({
    ...{ rejected: 0, lifted: 1, again: 0 },
    changed: [
      ['a', 'done', ''],
      ['b', 'rejected', ''],
      ['c', 'accepted', ''],
    ],
  });
  expect(review(rows, { filterMinWords: 8 }, { filterMinWords: 20 })).toEqual({
    ...{ rejected: 1, lifted: 0, again: 0 },
    changed: [
      ['d', 'rejected', 'too-short'],
      ['e', 'rejected', 'too-short,leak'],
    ],
  });
  expect(review(rows, { temperatureWriting: 0 }, {}).changed).toEqual([]);
});

test('another number of first ranks takes the rank that is known', () => {
  const at = (id: string, roundTrip: number) =>
    roundTrip > 0 && roundTrip <= 10
      ? row(id, { roundTrip }, ofDocument)
      : row(id, { roundTrip, state: 'rejected', flags: ['round-trip'] }, ofDocument);
  const rows = [at('third', 3), at('fifteenth', 15), at('nowhere', 0)];
  expect(review(rows, {}, { roundTrip: 2 }).changed).toEqual([['third', 'rejected', 'round-trip']]);
  expect(review(rows, {}, { roundTrip: 20 }).changed).toEqual([['fifteenth', 'done', '']]);
  expect(review(rows, {}, { roundTrip: 200 })).toMatchObject({ lifted: 2 }); // nobody looked beyond 100 ranks
  expect(review(rows, {}, { roundTrip: 0 })).toMatchObject({ lifted: 2 });
});

test('a row that was cut off is written again where longer replies are allowed', () => {
  const cut = row('a', { state: 'rejected', flags: ['cut-off'], promptVersions: { positive: 'v1' } });
  expect(review([cut], {}, { llmMaxTokens: 4096 })).toEqual({
    ...{ rejected: 0, lifted: 0, again: 1 },
    changed: [['a', 'waiting', '']],
  });
  expect(review([cut], {}, { llmMaxTokens: 100 }).changed).toEqual([]);
});

test('what changed is said', () => {
  expect(describeReview({ rejected: 0, lifted: 0, again: 0 })).toBe('');
  expect(describeReview({ rejected: 2, lifted: 13, again: 1 })).toBe(
    'Rows looked at anew by the changed settings: 2 more rejected, 13 no longer rejected, 1 written again.',
  );
});
