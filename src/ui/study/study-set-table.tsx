import type { RowFigure, StudyTable, StudyTableRow } from '../../core/study/study-table';
import { formatDifference, formatMetric, formatP, formatPlural } from '../../store/format-value';
import { rowName, sizeWords } from '../../store/study-words';
import { VERDICT_WORDS } from '../verdict-words';
import { IntervalPlot, type PlotRange } from './interval-plot';

const TONES = { WIN: 'up', REGRESSION: 'down', UNDECIDED: undefined } as const;

/** All rows on one evaluation set. */
export function StudySetTable({ table, at }: { table: StudyTable; at: number }) {
  const set = table.sets[at];
  if (set === undefined) return null;
  const where = set.role === 'in' ? 'in distribution' : 'out of distribution';
  const range = rangeOf(table, at);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={`Study on ${set.name}`}>
      <table className="study-table">
        <caption>
          <b>{set.name}</b>, {where}: {table.metric} over {formatPlural(set.queries, 'question')} of{' '}
          {set.split}
        </caption>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <th scope="col" className="figure">
              {table.metric}
            </th>
            <th scope="col">Interval and seeds</th>
            <th scope="col" className="figure">
              Difference
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <Row key={row.id} table={table} row={row} figure={row.figures[at] ?? null} range={range} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly table: StudyTable;
  readonly row: StudyTableRow;
  readonly figure: RowFigure | null;
  readonly range: PlotRange;
}

function Row({ table, row, figure, range }: RowProps) {
  const isReference = row.id === table.reference;
  return (
    <tr className={isReference ? 'study-reference' : undefined}>
      <th scope="row">
        {rowName(table, row)}
        <small>{describeRow(row)}</small>
      </th>
      {figure === null ? (
        <td colSpan={4} className="quiet">
          {row.failed[0] === undefined ? 'Not yet' : `Failed: ${row.failed[0].reason}`}
        </td>
      ) : (
        <Figures figure={figure} isReference={isReference} range={range} />
      )}
    </tr>
  );
}

function Figures({
  figure: { mean, low, high, spread, delta, adjustedP },
  isReference,
  range,
}: {
  figure: RowFigure;
  isReference: boolean;
  range: PlotRange;
}) {
  return (
    <>
      <td className="figure">{formatMetric(mean)}</td>
      <td>
        <IntervalPlot range={range} figure={{ mean, low, high }} seeds={spread?.means ?? []} />
        <small>
          {formatMetric(low)} to {formatMetric(high)}
        </small>
      </td>
      {delta === null ? (
        <td colSpan={2} className="quiet">
          {isReference ? 'The others are compared with it' : 'No seed in common yet'}
        </td>
      ) : (
        <>
          <td className="figure">
            {formatDifference(delta.mean)}
            <small>
              {formatDifference(delta.low)} to {formatDifference(delta.high)}
            </small>
          </td>
          <td>
            <b className={TONES[delta.verdict]}>{VERDICT_WORDS[delta.verdict]}</b>
            <small>corrected {formatP(adjustedP ?? delta.p)}</small>
          </td>
        </>
      )}
    </>
  );
}

function describeRow(row: StudyTableRow): string {
  const { sameAs, done, seeds, failed, grid } = row;
  if (grid === null) return 'Before any training';
  const count =
    done === seeds ? formatPlural(seeds, 'seed') : `${String(done)} of ${formatPlural(seeds, 'seed')}`;
  const words = [
    sameAs === null ? null : `same run as "${sameAs}"`,
    count,
    failed.length === 0 ? null : `${String(failed.length)} failed`,
    sizeWords(row),
  ];
  return capitalised(words.filter((word) => word !== null).join(', '));
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What all rows of a set span, so that their plots share one scale. */
function rangeOf({ rows }: StudyTable, at: number): PlotRange {
  const figures = rows.flatMap(({ figures: all }) => all[at] ?? []);
  const low = Math.min(...figures.map((figure) => Math.min(figure.low, figure.spread?.min ?? figure.low)));
  const high = Math.max(...figures.map((figure) => Math.max(figure.high, figure.spread?.max ?? figure.high)));
  return { low, high };
}
