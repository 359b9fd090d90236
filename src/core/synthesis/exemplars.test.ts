import { expect, test } from 'vitest';
import { documentTexts, exemplarPool, exemplarsFor } from './exemplars';
import { planFromDocuments } from './plan-rows';
import { testRecipe } from './testing/recipes';

const parts = ['brake', 'saddle', 'light', 'chain'];
const documents = parts.map((part) => ({
  ...{ id: part, title: `The ${part}` },
  text: `Clean it once a month, or the ${part} wears.`,
}));
const ownPart = (text: string): string | undefined => parts.find((part) => text.includes(part));

test.each([
  ['texts', documentTexts(documents)],
  ['pairs by their text', documents.map(({ id, text }) => ({ query: `what of the ${id}`, text }))],
  [
    'pairs by title and text',
    documents.map(({ id, title, text }) => ({ query: `what of the ${id}`, text: `${title} ${text}` })),
  ],
])('a document with a title is never an example for itself: %s', (_, given) => {
  const { rows } = planFromDocuments(documents, testRecipe({ synthesisFrom: 'documents' }));
  const pool = exemplarPool(given, 1, documents);
  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const { id, query, positive } of rows)
    for (const form of [positive, positive.replace(/^The \w+ /u, '')]) {
      const shown = exemplarsFor({ id, query, positive: form }, pool, 4, 1);
      expect(shown).toHaveLength(3);
      expect(shown.map(({ text }) => ownPart(text))).not.toContain(ownPart(positive));
    }
});
