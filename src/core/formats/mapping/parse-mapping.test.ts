import { expect, test } from 'vitest';
import { parseMapping } from './parse-mapping';

test('roles and columns, negatives several times', () => {
  expect(
    parseMapping(['query=my question, positive=doc.text', 'negative=a=b,negative=c[0]'], '--map'),
  ).toEqual({
    query: 'my question',
    positive: 'doc.text',
    negatives: ['a=b', 'c[0]'],
  });
});

test.each([
  ['query=a', '--map: both query=COLUMN and positive=COLUMN are needed'],
  ['query=a,query=b', '--map: query is given twice'],
  ['query=a,positive=', '--map: "positive=" is not ROLE=COLUMN'],
  [
    'passage=a',
    '--map: "passage=a" is not ROLE=COLUMN; the roles are query, positive, synthetic, cot, queryId, negative',
  ],
  ['', '--map: "" is not ROLE=COLUMN'],
])('%j is refused: %s', (text, says) => {
  expect(() => parseMapping([text], '--map')).toThrow(says);
});
