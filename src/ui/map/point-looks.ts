import type { EmbeddingMap, MapFrame } from '../../engine/protocol/map';
import type { ColourName } from '../charts/palette';

/** What the colours of the points say. */
export type Colouring = 'kind' | 'relevance' | 'set';

/** How a point is drawn; its shape says whether it is a query (triangle) or a passage (circle). */
export interface PointLook {
  readonly colour: ColourName;
  readonly hollow: boolean;
  readonly strength: 'faint' | 'plain' | 'strong';
}

/** What the map says of each sign, for the legend. */
export interface LegendEntry {
  readonly kind: 'query' | 'passage';
  readonly look: PointLook;
  readonly text: string;
}

const SET_COLOURS = ['trained', 'rate', 'norm', 'positive', 'text'] as const satisfies readonly ColourName[];

const plain = (colour: ColourName, hollow = false): PointLook => ({ colour, hollow, strength: 'plain' });

const QUERY = plain('trained');
const PASSAGE = plain('untouched', true);
const FOUND = plain('trained');
const MISSED = plain('hardest', true);
const RELEVANT = plain('positive');

export function legendOf(colouring: Colouring, sets: readonly string[]): LegendEntry[] {
  if (colouring === 'kind')
    return [
      { kind: 'query', look: QUERY, text: 'Question' },
      { kind: 'passage', look: PASSAGE, text: 'Passage' },
    ];
  if (colouring === 'set')
    return sets.flatMap((set, at): LegendEntry[] => [
      { kind: 'query', look: lookOfSet(at, 'query'), text: `${set}, question` },
      { kind: 'passage', look: lookOfSet(at, 'passage'), text: `${set}, passage` },
    ]);
  return [
    { kind: 'query', look: FOUND, text: 'Question, nearest passage relevant' },
    { kind: 'query', look: MISSED, text: 'Question, nearest passage not judged relevant' },
    { kind: 'passage', look: RELEVANT, text: 'Passage, relevant to a question here' },
    { kind: 'passage', look: PASSAGE, text: 'Other passage' },
  ];
}

function lookOfSet(at: number, kind: 'query' | 'passage'): PointLook {
  return plain(SET_COLOURS[at % SET_COLOURS.length] ?? 'text', kind === 'passage');
}

/** The passages nearest to a query at a checkpoint, best first; none for a passage. */
export function nearestOf(
  { queries }: Pick<EmbeddingMap, 'queries'>,
  { nearest }: MapFrame,
  point: number,
): number[] {
  if (point >= queries) return [];
  const each = nearest.length / queries;
  return [...nearest.subarray(point * each, (point + 1) * each)].filter((at) => at >= 0);
}

/** How every point is drawn at a checkpoint. What has to do with the selected point stands out, the rest steps back. */
export function pointLooks(
  map: EmbeddingMap,
  frame: MapFrame,
  colouring: Colouring,
  selected: number | null,
): PointLook[] {
  const sets = [...new Set(map.points.map(({ set }) => set))];
  const base = map.points.map((point, at): PointLook => {
    if (colouring === 'set') return lookOfSet(sets.indexOf(point.set), point.kind);
    if (colouring === 'kind') return point.kind === 'query' ? QUERY : PASSAGE;
    if (point.kind === 'passage') return point.relevant.length > 0 ? RELEVANT : PASSAGE;
    const [first] = nearestOf(map, frame, at);
    return first !== undefined && point.relevant.includes(first) ? FOUND : MISSED;
  });
  if (selected === null) return base;
  const relevant = new Set(map.points[selected]?.relevant);
  const nearest = new Set(nearestOf(map, frame, selected));
  return base.map((look, at): PointLook => {
    if (at === selected) return { ...look, strength: 'strong' };
    if (relevant.has(at)) return { ...RELEVANT, strength: 'strong' };
    return nearest.has(at) ? { ...MISSED, strength: 'strong' } : { ...look, strength: 'faint' };
  });
}
