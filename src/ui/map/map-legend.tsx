import type { LegendEntry } from './point-looks';

/** What the signs mean; the shapes are those of the drawing. */
export function MapLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="map-legend">
      {entries.map(({ kind, look, text }) => (
        <li key={text}>
          <svg
            viewBox="-8 -8 16 16"
            className={`sign sign-${look.colour} ${look.hollow ? 'sign-hollow' : ''}`}
            aria-hidden="true"
          >
            {kind === 'query' ? <path d="M0 -6 5.4 4.2H-5.4Z" /> : <circle r="5" />}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
