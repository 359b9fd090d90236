import type { Column } from '../../store/series-csv';
import { formatValue, formatCount } from '../../store/format-value';

const ROWS = 200;

/** The values of a chart as a table, the newest first; long runs are shown in part, the CSV has all. */
export function ChartTable({
  title,
  columns,
  height,
}: {
  title: string;
  columns: readonly Column[];
  height: number;
}) {
  const total = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: Math.min(total, ROWS) }, (_, i) => total - 1 - i);
  return (
    <div
      className="chart-table"
      ref={(element) => {
        if (element !== null) element.style.height = `${height}px`;
      }}
      tabIndex={0}
      role="group"
      aria-label={`${title}, values`}
    >
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {columns.map((column, i) => (
                <td key={column.name}>
                  {i === 0 ? column.values[row] : formatValue(column.values[row] ?? Number.NaN)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > ROWS && (
        <p className="quiet small-text">and {formatCount(total - ROWS)} earlier rows in the CSV</p>
      )}
    </div>
  );
}
