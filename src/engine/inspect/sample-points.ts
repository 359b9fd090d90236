import type { MapPoint } from '../protocol/map';
import type { MapSample } from './map-sample';
import type { Sight } from './sight';

/** Characters of a text that the map shows. */
const SHOWN = 400;

/** The queries and the passages of a set's sample, in words. */
export interface SamplePoints {
  readonly queries: readonly Omit<MapPoint, 'relevant'>[];
  readonly passages: readonly Omit<MapPoint, 'relevant'>[];
}

export function samplePoints(
  name: string,
  { set, corpus }: Pick<Sight, 'set' | 'corpus'>,
  { queries, passages }: MapSample,
): SamplePoints {
  return {
    queries: queries.map((at) => {
      const { id = '', text = '' } = set.queries[at] ?? {};
      return { kind: 'query', set: name, id, text: shorten(text) };
    }),
    passages: passages.map((row) => {
      const { id = '', title = '', text = '' } = corpus.passages[row] ?? {};
      return { kind: 'passage', set: name, id, text: shorten(title === '' ? text : `${title}: ${text}`) };
    }),
  };
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
