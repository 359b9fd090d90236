import type { EmbeddingMap, MapFrame } from '../../engine/protocol/map';
import { nearestOf } from './point-looks';

interface PointDetailsProps {
  readonly map: EmbeddingMap;
  readonly frame: MapFrame;
  readonly point: number;
}

/** The text of a point, what it is relevant with, and of a question what is nearest to it at this checkpoint. */
export function PointDetails({ map, frame, point }: PointDetailsProps) {
  const shown = map.points[point];
  if (shown === undefined) return null;
  const isQuery = shown.kind === 'query';
  const relevant = new Set(shown.relevant);
  return (
    <div className="map-details">
      <p>
        <b>{isQuery ? 'Question' : 'Passage'}</b>{' '}
        <span className="quiet">
          {shown.id}, {shown.set}
        </span>
      </p>
      <p>{shown.text}</p>
      <Texts title={isQuery ? 'Relevant' : 'Relevant to'} map={map} points={shown.relevant} />
      <Texts
        title="Nearest passages of the map now"
        map={map}
        points={nearestOf(map, frame, point)}
        relevant={relevant}
      />
    </div>
  );
}

interface TextsProps {
  readonly title: string;
  readonly map: EmbeddingMap;
  readonly points: readonly number[];
  /** Marked as such. */
  readonly relevant?: ReadonlySet<number>;
}

function Texts({ title, map, points, relevant }: TextsProps) {
  if (points.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ol>
        {points.map((at) => (
          <li key={at}>
            <span className="map-text">
              {relevant?.has(at) === true && <b className="up">Relevant: </b>}
              {map.points[at]?.text}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
