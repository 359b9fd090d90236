import { expect, test } from 'vitest';
import { syntheticRow } from '../../client/fake-synthesis';
import { ALL_ROWS, toDecide, viewRows, type RowView } from './row-view';

const ROWS = [
  syntheticRow({ id: 'plain', query: 'How long to charge?', state: 'done' }),
  syntheticRow({
    id: 'flagged',
    state: 'rejected',
    flags: ['short', 'copy'],
    relevance: { synthetic: 'irrelevant', negative: null },
  }),
  syntheticRow({
    id: 'verified',
    state: 'accepted',
    synthetic: 'Charging takes four hours.',
    relevance: { synthetic: 'relevant', negative: 'relevant' },
    roundTrip: 3,
  }),
  syntheticRow({
    id: 'unclear',
    sourceId: 'doc-17',
    state: 'failed',
    relevance: { synthetic: 'unparsable', negative: 'irrelevant' },
    flags: ['round-trip'],
    roundTrip: 0,
  }),
  syntheticRow({ id: 'too far', state: 'rejected', flags: ['round-trip'], roundTrip: 15 }),
];
const shown = (view: Partial<RowView>) => viewRows(ROWS, { ...ALL_ROWS, ...view }).map(({ id }) => id);

test('without a filter the list itself is shown', () => {
  expect(viewRows(ROWS, ALL_ROWS)).toBe(ROWS);
});

test.each([
  [{ state: 'done' }, ['plain']],
  [{ flag: 'copy' }, ['flagged']],
  [{ verdict: 'verified' }, ['verified']],
  [{ verdict: 'failed' }, ['flagged']],
  [{ verdict: 'goodNegative' }, ['unclear']],
  [{ verdict: 'badNegative' }, ['verified']],
  [{ verdict: 'unclear' }, ['unclear']],
  [{ verdict: 'unchecked' }, ['plain']],
  [{ verdict: 'came' }, ['verified']],
  [{ verdict: 'lost' }, ['unclear', 'too far']],
  [{ text: ' CHARG' }, ['plain', 'verified']],
  [{ text: 'doc-17' }, ['unclear']],
  [{ text: 'charge?' }, ['plain']],
  [{ text: '(' }, []],
  [{ text: 'charg', state: 'accepted' }, ['verified']],
] satisfies [Partial<RowView>, string[]][])('%j shows %j', (view, ids) => {
  expect(shown(view)).toEqual(ids);
});

test('accepting changes made rows that are not accepted yet, and never a failed or waiting one', () => {
  expect(toDecide(ROWS, 'accepted').map(({ id }) => id)).toEqual(['plain']);
  expect(toDecide(ROWS, 'rejected').map(({ id }) => id)).toEqual(['plain', 'verified']);
  expect(toDecide([syntheticRow({ state: 'waiting' })], 'accepted')).toEqual([]);
});

test('what was rejected is accepted only where nothing else is shown', () => {
  const rejected = viewRows(ROWS, { ...ALL_ROWS, state: 'rejected' });
  expect(toDecide(rejected, 'accepted').map(({ id }) => id)).toEqual(['flagged', 'too far']);
});
