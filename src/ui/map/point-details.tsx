import type { EmbeddingMap, MapFrame } from '../../engine/protocol/map';
import { nearestOf } from './point-looks';

interface PointDetailsProps {
  readonly map: EmbeddingMap;
  readonly frame: MapFrame;
  readonly point: number;
}

/** The text of a point, and of a question what is nearest to it at this checkpoint. */
export function PointDetails({ map, frame, point }: PointDetailsProps) {
  const shown = map.points[point];
  if (shown === undefined) return null;
  const nearest = nearestOf(map, frame, point);
  const queries = shown.kind === 'passage' ? shown.relevant : [];
  return (
    <div className="map-details">
      <p>
        <b>{shown.kind === 'query' ? 'Question' : 'Passage'}</b>{' '}
        <span className="quiet">
          {shown.id}, {shown.set}
        </span>
      </p>
      <p>{shown.text}</p>
      {nearest.length > 0 && (
        <>
          <h4>Nearest passages of the map now</h4>
          <ol>
            {nearest.map((at) => (
              <li key={at}>
                {shown.relevant.includes(at) && <span className="up">Relevant: </span>}
                {map.points[at]?.text}
              </li>
            ))}
          </ol>
        </>
      )}
      {queries.length > 0 && (
        <>
          <h4>Relevant to</h4>
          <ol>
            {queries.map((at) => (
              <li key={at}>{map.points[at]?.text}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
