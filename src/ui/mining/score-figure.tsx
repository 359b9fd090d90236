import { useState } from 'react';
import type { MiningFigures, ScoreHistogram } from '../../core/mining/mining-figures';
import type { Column } from '../../store/series-csv';
import { ChartTable } from '../charts/chart-table';
import { Menu } from '../charts/menu';
import { TableItems } from '../charts/table-items';
import { ScoreChart } from './score-chart';

const HEIGHT = 240;

/** The histogram of scores with its legend, its table and its download. */
export function ScoreFigure({ figures }: { figures: MiningFigures }) {
  const [asTable, setAsTable] = useState(false);
  const columns = tableColumns(figures.histogram);
  return (
    <figure className="chart" aria-label="Score histogram">
      <figcaption className="chart-head">
        <h3>Scores of answers and of candidates</h3>
        <Legend />
        <Menu label="Score histogram: table and downloads">
          <TableItems
            name="mining-scores"
            columns={() => columns}
            asTable={asTable}
            onToggle={() => {
              setAsTable(!asTable);
            }}
          />
        </Menu>
      </figcaption>
      {asTable ? (
        <ChartTable title="Score histogram" columns={columns} height={HEIGHT} />
      ) : (
        <ScoreChart figures={figures} height={HEIGHT} />
      )}
    </figure>
  );
}

function Legend() {
  return (
    <span className="readout look-legend">
      <span>
        <svg className="look-swatch mining-answers" viewBox="0 0 16 12" aria-hidden="true">
          <rect width="16" height="12" />
        </svg>
        Answers, above
      </span>
      <span>
        <svg className="look-swatch mining-kept" viewBox="0 0 16 12" aria-hidden="true">
          <rect width="16" height="12" />
        </svg>
        Kept, below
      </span>
      <span>
        <svg className="look-swatch mining-dropped" viewBox="0 0 16 12" aria-hidden="true">
          <rect width="16" height="12" />
          <path d="M-2 8 8 -2M2 14 16 0M10 16 18 8" />
        </svg>
        Left out as too high, below
      </span>
    </span>
  );
}

/** One row for each bin. */
function tableColumns({ low, high, positives, kept, dropped, unused }: ScoreHistogram): Column[] {
  const width = (high - low) / positives.length;
  return [
    { name: 'score from', values: positives.map((_, bin) => Number((low + bin * width).toFixed(4))) },
    { name: 'answers', values: positives },
    { name: 'kept', values: kept },
    { name: 'left out as too high', values: dropped },
    { name: 'not used', values: unused },
  ];
}
