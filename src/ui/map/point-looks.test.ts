import { expect, test } from 'vitest';
import type { EmbeddingMap, MapFrame } from '../../engine/protocol/map';
import { legendOf, nearestOf, pointLooks } from './point-looks';

const frame: MapFrame = {
  step: 0,
  positions: new Float32Array(8),
  nearest: Int32Array.of(3, 2, 2, -1),
  relevantCosine: 0,
  otherCosine: 0,
};
const point = (kind: 'query' | 'passage', set: string, relevant: readonly number[]) => ({
  kind,
  set,
  id: '',
  text: '',
  relevant,
});
/** Query 0 is nearest to passage 3, which is not relevant for it; query 1 to passage 2, which is. */
const map: EmbeddingMap = {
  method: 'pca',
  points: [
    point('query', 'a', [2]),
    point('query', 'b', [2]),
    point('passage', 'a', [0, 1]),
    point('passage', 'b', []),
  ],
  queries: 2,
  frames: [frame],
  keptStep: 0,
  fittedOn: [0],
  explained: [],
};

test('relevance tells found from missed and relevant from other, by fill as well as by colour', () => {
  const looks = pointLooks(map, frame, 'relevance', null);
  expect(looks.map(({ colour }) => colour)).toEqual(['hardest', 'trained', 'positive', 'untouched']);
  expect(looks.map(({ hollow }) => hollow)).toEqual([true, false, false, true]);
});

test('sets have colours of their own', () => {
  const looks = pointLooks(map, frame, 'set', null);
  expect(looks[0]?.colour).toBe(looks[2]?.colour);
  expect(looks[0]?.colour).not.toBe(looks[1]?.colour);
  expect(legendOf('set', ['a', 'b'])).toHaveLength(4);
});

test('a selected query brings out its relevant and its nearest passages', () => {
  const looks = pointLooks(map, frame, 'kind', 0);
  expect(looks.map(({ strength }) => strength)).toEqual(['strong', 'faint', 'strong', 'strong']);
  expect(looks[2]?.colour).toBe('positive');
  expect(looks[3]?.colour).toBe('hardest');
});

test('nearest passages of a query, without the places left empty; none of a passage', () => {
  expect(nearestOf(map, frame, 0)).toEqual([3, 2]);
  expect(nearestOf(map, frame, 1)).toEqual([2]);
  expect(nearestOf(map, frame, 2)).toEqual([]);
});
