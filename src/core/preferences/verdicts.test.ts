import { expect, test } from 'vitest';
import { memoryFile } from '../formats/memory-file';
import { readPreferences } from '../formats/preferences/read-preferences';
import { defaultSettings } from '../settings/settings';
import { DEFAULT_PROMPTS } from '../synthesis/prompts';
import { combineOrders } from './combine-orders';
import { compareAsk } from './compare-ask';
import { labelVerdict } from './label-verdict';
import { UNJUDGED, type Judgements, type PlaceAnswer, type RankedQuery, type Verdict } from './pair';
import { pairRates } from './pair-rates';
import { proposePairs } from './propose-pairs';
import { preferenceLines, toPreferences } from './to-preferences';

const QUERY: RankedQuery = {
  id: 't-1',
  text: 'how long does it charge',
  candidates: ['five hours', 'ten hours', 'it is blue'].map((text, at) => ({
    id: `p${at}`,
    text,
    rank: at + 1,
    score: 1 - at,
    labelled: at === 0,
  })),
};
const PAIRS = proposePairs([QUERY], { sampled: 0, seed: 1 });

/** The place of the pair of two candidates and, in its terms, that the one is preferred to the other. */
function preferring(winner: number, loser: number): [string, Verdict] {
  const pair = PAIRS.find(
    ({ first, second }) => [first, second].sort().join() === [winner, loser].sort().join(),
  );
  if (!pair) throw new Error('there is no such pair');
  return [pair.id, pair.first === winner ? 'first' : 'second'];
}

const table = (person: readonly (readonly [string, Judgements['person']])[]) => ({
  queries: [QUERY],
  pairs: PAIRS,
  judgements: new Map(person.map(([id, verdict]) => [id, { ...UNJUDGED, person: verdict }])),
});

test('what two orders give together: agreement counts, a disagreement is a tie, an unreadable answer leaves none', () => {
  const answers: PlaceAnswer[] = ['A', 'B', 'A neither', 'B neither', 'tie', 'neither', 'unparsable'];
  const all = answers.map((one) => answers.map((other) => combineOrders(one, other)));
  // Rows: with the pair's first passage as A; columns: with its second as A.
  expect(all).toEqual([
    ['tie', 'first', 'tie', 'first', 'tie', 'tie', 'unparsable'],
    ['second', 'tie', 'second', 'tie', 'tie', 'tie', 'unparsable'],
    ['tie', 'first', 'neither', 'first', 'tie', 'neither', 'unparsable'],
    ['second', 'tie', 'second', 'neither', 'tie', 'neither', 'unparsable'],
    ['tie', 'tie', 'tie', 'tie', 'tie', 'tie', 'unparsable'],
    ['tie', 'tie', 'neither', 'neither', 'tie', 'neither', 'unparsable'],
    ['unparsable', 'unparsable', 'unparsable', 'unparsable', 'unparsable', 'unparsable', 'unparsable'],
  ]);
});

test('that neither answers stands beside an order only where both answers say so', () => {
  const [pair] = PAIRS;
  if (!pair) throw new Error('there is no pair');
  const made = (...orders: [PlaceAnswer, PlaceAnswer]) => {
    const llm = { verdict: combineOrders(...orders), orders, model: 'm', promptVersion: 'v2' };
    const judgements = new Map([[pair.id, { llm, person: null }]]);
    const judged = { queries: [QUERY], pairs: [pair], judgements };
    const [made] = toPreferences(judged, { judge: 'llm', cycles: 'drop' }).preferences;
    return [made?.chosenId, made?.tie, made?.neither];
  };
  const [first, second] = [`p${pair.first}`, `p${pair.second}`];
  const higher = `p${Math.min(pair.first, pair.second)}`;
  expect(made('A neither', 'B neither')).toEqual([first, false, true]);
  expect(made('B neither', 'A neither')).toEqual([second, false, true]);
  expect(made('A neither', 'B')).toEqual([first, false, false]);
  expect(made('A neither', 'A neither')).toEqual([higher, true, true]);
  expect(made('neither', 'neither')).toEqual([higher, true, true]);
});

test('both orders show the same two passages, and asking again insists within the last message', () => {
  const terms = { prompts: DEFAULT_PROMPTS, settings: defaultSettings() };
  const [pair] = PAIRS;
  if (!pair) throw new Error('there is no pair');
  const said = (order: 'forward' | 'backward', attempt = 0) =>
    compareAsk([QUERY], pair, order, attempt, terms).messages.map(({ content }) => content);
  const places = (text: string) =>
    [pair.first, pair.second].map((at) => text.indexOf(QUERY.candidates[at]?.text ?? '?'));
  const [forward = [], backward = []] = [said('forward'), said('backward')].map((texts) =>
    places(texts.at(-1) ?? ''),
  );
  expect(Math.min(...forward, ...backward)).toBeGreaterThan(0);
  expect(forward[0]).toBeLessThan(forward[1] ?? 0);
  expect(backward[0]).toBeGreaterThan(backward[1] ?? Infinity);
  expect(said('forward', 1)).toHaveLength(said('forward').length);
  expect(said('forward', 1).at(-1)).toContain('could not be read');
});

test('of a labelled passage and another, the labelled one is preferred; of two others nothing is known', () => {
  const [labelled, other] = QUERY.candidates;
  if (!labelled || !other) throw new Error('there are no candidates');
  expect(labelVerdict(labelled, other)).toBe('first');
  expect(labelVerdict(other, labelled)).toBe('second');
  expect(labelVerdict(labelled, labelled)).toBe('tie');
  expect(labelVerdict(other, other)).toBeNull();
});

test('verdicts become preferences that are read back as they are', async () => {
  const [tie] = preferring(1, 2);
  const made = toPreferences(table([preferring(1, 0), preferring(2, 0), [tie, 'neither']]), {
    judge: 'person',
    cycles: 'keep',
  });
  expect(
    made.preferences.map(({ chosenId, rejectedId, tie: t, neither }) => [chosenId, rejectedId, t, neither]),
  ).toEqual(
    expect.arrayContaining([
      ['p1', 'p0', false, false],
      ['p2', 'p0', false, false],
      ['p1', 'p2', true, true],
    ]),
  );
  const text = [...preferenceLines(made.preferences)].join('');
  const { preferences } = await readPreferences(memoryFile('preferences.jsonl', text), {});
  expect(preferences).toEqual(made.preferences);
});

test('a cycle is reported and its pairs may be left out; skipped pairs always are', () => {
  const round = table([preferring(0, 1), preferring(1, 2), preferring(2, 0)]);
  expect(pairRates(round).person).toMatchObject({ preferred: 3, cycles: 1, pairsInCycles: 3, waiting: 0 });
  const [example] = pairRates(round).person.examples;
  expect(example?.members).toEqual(expect.arrayContaining([0, 1, 2]));
  expect(example?.path).toHaveLength(3);
  expect(toPreferences(round, { judge: 'person', cycles: 'keep' }).preferences).toHaveLength(3);
  expect(toPreferences(round, { judge: 'person', cycles: 'drop' })).toEqual({ preferences: [], inCycles: 3 });
  const skipped = table([preferring(0, 1), [preferring(1, 2)[0], 'skipped']]);
  expect(pairRates(skipped).person).toMatchObject({ preferred: 1, leftOut: 1, waiting: 1, cycles: 0 });
  expect(toPreferences(skipped, { judge: 'person', cycles: 'drop' }).preferences).toHaveLength(1);
});

test('rates of the language model: the place it favours, and how far a person agrees', () => {
  const judged = (orders: readonly [PlaceAnswer, PlaceAnswer], person: Judgements['person']): Judgements => ({
    llm: { verdict: combineOrders(...orders), orders, model: 'm', promptVersion: 'v2' },
    person,
  });
  const [one, two, three] = PAIRS.map(({ id }) => id);
  const judgements = new Map([
    [one ?? '', judged(['A', 'A'], 'tie')],
    [two ?? '', judged(['A neither', 'B'], 'second')],
    [three ?? '', judged(['unparsable', 'A'], 'first')],
  ]);
  const rates = pairRates({ queries: [QUERY], pairs: PAIRS, judgements });
  expect(rates.places).toEqual({ first: 4, second: 1, samePlace: 1 });
  expect(rates.llm).toMatchObject({ preferred: 1, ties: 1, leftOut: 1, neither: 0, waiting: 0 });
  expect(rates.agreement).toMatchObject({ items: 2, agreed: 1 });
  expect(rates.labels).toMatchObject({ preferred: 2, waiting: 1 });
});
