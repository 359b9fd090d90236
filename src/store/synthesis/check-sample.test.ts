import { expect, test } from 'vitest';
import { syntheticRow } from '../../client/fake-synthesis';
import { agreementSentence, checkedPassage, drawCheckSample } from './check-sample';

const judged = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    syntheticRow({
      id: `row-${String(i)}`,
      relevance: { synthetic: i % 3 === 0 ? 'irrelevant' : 'relevant', negative: null },
    }),
  );

test('only rows that the model judged are drawn, as many as there are at most', () => {
  const rows = [
    syntheticRow({ id: 'unchecked' }),
    syntheticRow({ id: 'unclear', relevance: { synthetic: 'unparsable', negative: 'irrelevant' } }),
    ...judged(4),
  ];
  expect(drawCheckSample(rows, 10, 1).sort()).toEqual(['row-0', 'row-1', 'row-2', 'row-3']);
  expect(drawCheckSample(rows, 2, 1)).toHaveLength(2);
});

test('the same seed draws the same rows, another seed others, in an order that is not the table', () => {
  const rows = judged(200);
  const drawn = drawCheckSample(rows, 20, 7);
  expect(drawCheckSample(rows, 20, 7)).toEqual(drawn);
  expect(drawCheckSample(rows, 20, 8)).not.toEqual(drawn);
  expect(drawn).not.toEqual(rows.slice(0, 20).map(({ id }) => id));
});

test('rows that come later leave most of the sample as it was (seed 7)', () => {
  const before = drawCheckSample(judged(200), 20, 7);
  const after = new Set(drawCheckSample(judged(220), 20, 7));
  expect(before.filter((id) => after.has(id)).length).toBeGreaterThanOrEqual(15);
});

test('a row whose query was made shows its document', () => {
  expect(checkedPassage(syntheticRow({ positive: 'document', synthetic: '' }))).toBe('document');
  expect(checkedPassage(syntheticRow({ positive: 'labelled', synthetic: 'made' }))).toBe('made');
});

test('agreement is said in a sentence, with kappa where there is one', () => {
  expect(agreementSentence({ checked: 0, agreed: 0, kappa: null })).toMatch(/^No row/);
  expect(agreementSentence({ checked: 20, agreed: 17, kappa: 0.62 })).toBe(
    "You and the language model agree on 17 of 20 passages (85 %). Cohen's kappa, agreement beyond chance, is 0.62: substantial.",
  );
  expect(agreementSentence({ checked: 1, agreed: 1, kappa: null })).toMatch(/cannot be said/);
  expect(agreementSentence({ checked: 4, agreed: 1, kappa: -0.2 })).toMatch(/no better than guessing/);
});
