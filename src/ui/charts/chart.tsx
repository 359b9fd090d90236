import { useRef, useState, type ReactNode } from 'react';
import type uPlot from 'uplot';
import type { Column } from '../../store/series-csv';
import { download } from '../download';
import type { ChartSeries, ChartSpec } from './chart-spec';
import { ChartTable } from './chart-table';
import { chartPicture } from './chart-picture';
import { Menu } from './menu';
import { Plot } from './plot';
import { TableItems } from './table-items';
import type { Palette } from './palette';

interface ChartProps {
  readonly spec: ChartSpec;
  readonly palette: Palette;
  readonly height: number;
  readonly className?: string;
  /** Every value there is, at full precision; the drawing may have been thinned. */
  readonly columns: () => readonly Column[];
  readonly controls?: ReactNode;
}

/** A chart with its current or hovered values, its table, and its downloads. */
export function Chart({ spec, palette, height, className = '', columns, controls }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const plot = useRef<uPlot | null>(null);
  const name = spec.title.toLowerCase().replace(/[^a-z0-9]+/gu, '-');
  const savePicture = async (): Promise<void> => {
    if (plot.current === null) return;
    download(`${name}.png`, await chartPicture(plot.current, spec, palette));
  };
  return (
    <figure className={`chart ${className}`} aria-label={spec.title}>
      <figcaption className="chart-head">
        <h3>{spec.title}</h3>
        <Readout spec={spec} palette={palette} index={hovered} />
        {controls}
        <Menu label={`${spec.title}: table and downloads`}>
          <TableItems
            name={name}
            columns={columns}
            asTable={asTable}
            onToggle={() => {
              setAsTable(!asTable);
            }}
          />
          <button type="button" disabled={asTable} onClick={() => void savePicture()}>
            Save PNG
          </button>
        </Menu>
      </figcaption>
      {asTable ? (
        <ChartTable title={spec.title} columns={columns()} height={height} />
      ) : (
        <Plot
          spec={spec}
          palette={palette}
          height={height}
          onHover={setHovered}
          onPlot={(made) => {
            plot.current = made;
          }}
        />
      )}
    </figure>
  );
}

/** The values under the crosshair, else the latest. */
function Readout({ spec, palette, index }: { spec: ChartSpec; palette: Palette; index: number | null }) {
  const last = spec.steps.length - 1;
  if (last < 0) return <span className="readout" />;
  const at = index === null ? last : Math.min(index, last);
  const shown = spec.series.filter((series) => series.faint !== true);
  return (
    <span className="readout figures" aria-hidden="true">
      {spec.across !== undefined ? (
        <span className="quiet">
          at {spec.across.unit} {spec.steps[at]}
        </span>
      ) : (
        index !== null && shown.length === 1 && <span className="quiet">step {spec.steps[at]}</span>
      )}
      {shown.map((series, place) => (
        <span key={series.name}>
          {shown.length > 1 && <Swatch series={series} palette={palette} />}
          {shown.length > 1 && <span className="quiet">{series.short ?? series.name} </span>}
          {valueText(spec, index === null ? lastOf(series.values) : series.values[at])}
          {place === 0 && spec.interval !== undefined && (
            <span className="quiet">
              {' '}
              {spec.format(spec.interval.low[at] ?? 0)} to {spec.format(spec.interval.high[at] ?? 0)}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

/** The last value that was measured. */
function lastOf(values: Float64Array): number | undefined {
  return values.findLast((value) => !Number.isNaN(value));
}

function valueText({ format }: ChartSpec, value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : format(value);
}

/** The colour of a series, and whether it is dashed. */
function Swatch({ series, palette }: { series: ChartSeries; palette: Palette }) {
  const colour = palette[series.colour];
  if (series.dashed !== true)
    return (
      <svg className="swatch" viewBox="0 0 8 8">
        <circle cx="4" cy="4" r="4" fill={colour} />
      </svg>
    );
  return (
    <svg className="swatch swatch-dashed" viewBox="0 0 16 8">
      <path d="M0 4H6M10 4H16" stroke={colour} strokeWidth="2.5" />
    </svg>
  );
}
