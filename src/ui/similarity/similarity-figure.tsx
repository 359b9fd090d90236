import { useState } from 'react';
import type { SystemNames } from '../../core/results/system-names';
import type { SimilarityEvent } from '../../engine/protocol/similarity';
import type { OtherKind } from '../../store/similarity-history';
import type { Column } from '../../store/series-csv';
import { ChartTable } from '../charts/chart-table';
import { Menu } from '../charts/menu';
import { TableItems } from '../charts/table-items';
import { SimilarityChart } from './similarity-chart';

const HEIGHT = 260;

interface SimilarityFigureProps {
  /** All of the set: they share one scale. */
  readonly events: readonly SimilarityEvent[];
  readonly before: SimilarityEvent;
  readonly now: SimilarityEvent;
  readonly kind: OtherKind;
  /** Of the models of the run. */
  readonly names: SystemNames;
}

/** The histogram with its legend, its table and its download. */
export function SimilarityFigure({ events, before, now, kind, names }: SimilarityFigureProps) {
  const [asTable, setAsTable] = useState(false);
  const columns = tableColumns(events, kind);
  return (
    <figure className="chart" aria-label="Similarity histogram">
      <figcaption className="chart-head">
        <h3>Cosine of questions with passages</h3>
        <Legend kind={kind} before={before.step === now.step ? null : names.before} />
        <Menu label="Similarity histogram: table and downloads">
          <TableItems
            name="similarity"
            columns={() => columns}
            asTable={asTable}
            onToggle={() => {
              setAsTable(!asTable);
            }}
          />
        </Menu>
      </figcaption>
      {asTable ? (
        <ChartTable title="Similarity histogram" columns={columns} height={HEIGHT} />
      ) : (
        <SimilarityChart
          events={events}
          before={before}
          now={now}
          kind={kind}
          names={names}
          height={HEIGHT}
        />
      )}
    </figure>
  );
}

/** One row for each evaluation. */
function tableColumns(events: readonly SimilarityEvent[], kind: OtherKind): Column[] {
  const column = (name: string, value: (event: SimilarityEvent) => number | null): Column => ({
    name,
    values: events.map((event) => value(event) ?? Number.NaN),
  });
  return [
    column('step', ({ step }) => step),
    column('mean of relevant', ({ relevant }) => relevant.mean),
    column(`mean of ${kind}`, (event) => event[kind].mean),
    column('pairs where relevant is closer, share', (event) => event[kind].separation),
    column('relevant pairs', ({ relevant }) => relevant.pairs),
    column(`${kind} pairs`, (event) => event[kind].pairs),
  ];
}

/** `before`: what the model is called that the outline is of; null without one. */
function Legend({ kind, before }: { kind: OtherKind; before: string | null }) {
  return (
    <span className="readout look-legend">
      <span>
        <svg className="look-swatch similarity-relevant" viewBox="0 0 16 12" aria-hidden="true">
          <rect width="16" height="12" />
        </svg>
        Relevant, above
      </span>
      <span>
        <svg className="look-swatch similarity-other" viewBox="0 0 16 12" aria-hidden="true">
          <rect width="16" height="12" />
          <path d="M-2 8 8 -2M2 14 16 0M10 16 18 8" />
        </svg>
        {kind === 'random' ? 'Random' : 'Hardest'}, below
      </span>
      {before !== null && (
        <span>
          <svg className="look-swatch" viewBox="0 0 16 12" aria-hidden="true">
            <path className="similarity-before" d="M0 11V4H8V1H16" />
          </svg>
          {before} model
        </span>
      )}
    </span>
  );
}
