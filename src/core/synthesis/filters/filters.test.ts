import { expect, test } from 'vitest';
import { defaultSettings } from '../../settings/settings';
import { textHash } from '../../text/text-hash';
import { planFromDocuments, planFromQueries } from '../plan-rows';
import type { SyntheticRow } from '../synthetic-row';
import { testRecipe } from '../testing/recipes';
import { copiedShare } from './copied-share';
import { RowFlagger } from './flag-rows';
import { looksRefused } from './looks-refused';
import { qualityFlags } from './quality-filters';

const settings = defaultSettings();
const LONG = 'The charger of the Cargo draws four amps and fills the pack within five hours at home.';
const OTHER = 'Wipe the display with a soft cloth and never with a spray that holds any alcohol in it.';
const [base] = planFromQueries(
  [{ id: 'q', text: 'how fast does it charge', positive: LONG }],
  testRecipe(),
).rows;
const [invented] = planFromDocuments(
  [{ id: 'd', title: '', text: LONG }],
  testRecipe({ synthesisFrom: 'documents' }),
).rows;

function row(changes: Partial<SyntheticRow>, of = base): SyntheticRow {
  if (of === undefined) throw new Error('there is no row');
  return { ...of, state: 'done', promptVersions: { positive: 'v1', negative: 'v1' }, ...changes };
}

test.each<[string, SyntheticRow, string[]]>([
  ['nothing', row({ synthetic: OTHER }), []],
  ['no query', row({ query: ' ' }), ['empty']],
  ['nothing that answers', row({ positive: '' }), ['empty']],
  [
    'a refusal',
    row({ synthetic: 'I’m sorry, but I can’t help with writing that passage for you today.' }),
    ['refusal'],
  ],
  ['a short passage', row({ negative: 'Far too short.' }), ['too-short']],
  ['a short label, which is as it is', row({ positive: 'Four hours.' }), []],
  ['a long passage', row({ synthetic: `${OTHER} `.repeat(80) }), ['too-long']],
  [
    'a passage in German',
    row({
      query: 'what is the way to do this',
      synthetic: 'Das Ladegerät ist nicht für den Regen und auch nicht für die Nacht.',
    }),
    ['language'],
  ],
  [
    'the query as a passage',
    row({ query: LONG, positive: OTHER, synthetic: LONG.toUpperCase() }),
    ['copy-of-query'],
  ],
  ['the label copied', row({ synthetic: `${LONG} Indeed so.` }), ['near-copy']],
  ['a sentence of the document as its query', row({ query: LONG }, invented), ['near-copy']],
  ['a query in words of its own', row({ query: 'charging time of the big bike' }, invented), []],
])('%s', (_, given, flags) => {
  expect(qualityFlags(given, settings)).toEqual(flags);
});

test('every threshold can be switched off', () => {
  const off = { filterMinWords: 0, filterMaxWords: 100_000, filterCopyShare: 1, filterLanguage: false };
  expect(qualityFlags(row({ synthetic: LONG, negative: 'Das ist nicht gut.' }), off)).toEqual([]);
});

test('share of five-word sequences', () => {
  expect(copiedShare('a b c d e f', 'A b c d e x')).toBe(0.5);
  expect(copiedShare('a b c d', 'a b c d')).toBe(0);
  expect(copiedShare('one two, three four five!', 'so: ONE TWO THREE FOUR FIVE six')).toBe(1);
});

test.each([
  ["I'm sorry, but I cannot assist with that.", true],
  ['I cannot provide a passage about this.', true],
  ['As an AI language model, I do not ride bikes.', true],
  ['Sorry to hear the motor stopped: check the fuse first.', false],
  ['I cannot open the lock of my battery', false],
  ['The rider cannot provide more power than the motor.', false],
])('%j: refusal %s', (text, refused) => {
  expect(looksRefused(text)).toBe(refused);
});

test('a repeated row, a held-out query and a cut-off reply are set aside; people’s verdicts stay', () => {
  const first = row({ id: 'a.0', synthetic: OTHER });
  const flagger = new RowFlagger(settings, new Set([textHash('Held out  query')]), [first]);
  expect(flagger.flag({ ...first, id: 'b.0' })).toMatchObject({ state: 'rejected', flags: ['duplicate'] });
  expect(flagger.flag(first)).toEqual(first);
  expect(flagger.flag(row({ id: 'c.0', query: 'held out query' }))).toMatchObject({ flags: ['leak'] });
  expect(flagger.flag(row({ id: 'd.0', flags: ['cut-off'], cot: 'x y z' }))).toMatchObject({
    state: 'rejected',
    flags: ['cut-off'],
  });
  const accepted = row({ id: 'e.0', query: '', state: 'accepted' });
  expect(flagger.flag(accepted)).toBe(accepted);
  const fresh = row({ id: 'f.0', synthetic: `${OTHER} More of it.` });
  expect(flagger.flag(fresh)).toBe(fresh);
  expect(flagger.flag({ ...fresh, id: 'g.0' }).flags).toEqual(['duplicate']);
});
