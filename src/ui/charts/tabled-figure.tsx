import { useState, type ReactNode } from 'react';
import type { Column } from '../../store/series-csv';
import { ChartTable } from './chart-table';
import { Menu } from './menu';
import { TableItems } from './table-items';

interface TabledFigureProps {
  /** What the figure is called, in the page and in its menu. */
  readonly label: string;
  readonly title: string;
  /** Name of the file that it downloads, without its ending. */
  readonly file: string;
  readonly columns: readonly Column[];
  readonly height: number;
  readonly legend: ReactNode;
  readonly children: ReactNode;
}

/** A drawing with its legend, its table and its download. */
export function TabledFigure({ label, title, file, columns, height, legend, children }: TabledFigureProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart" aria-label={label}>
      <figcaption className="chart-head">
        <h3>{title}</h3>
        <span className="readout look-legend">{legend}</span>
        <Menu label={`${label}: table and downloads`}>
          <TableItems
            name={file}
            columns={() => columns}
            asTable={asTable}
            onToggle={() => {
              setAsTable(!asTable);
            }}
          />
        </Menu>
      </figcaption>
      {asTable ? <ChartTable title={label} columns={columns} height={height} /> : children}
    </figure>
  );
}

/** An entry of the legend: a filled swatch, hatched where it says so. */
export function Swatch({ className, hatched = false }: { className: string; hatched?: boolean }) {
  return (
    <svg className={`look-swatch ${className}`} viewBox="0 0 16 12" aria-hidden="true">
      <rect width="16" height="12" />
      {hatched && <path d="M-2 8 8 -2M2 14 16 0M10 16 18 8" />}
    </svg>
  );
}
