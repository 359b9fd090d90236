import type { MiningFigures } from '../../core/mining/mining-figures';
import type { ScoreStatistics } from '../../core/mining/score-statistics';
import { FATES } from '../../core/mining/select-negatives';
import { formatCount, formatMetric } from '../../store/format-value';
import { FATE_WORDS } from '../../store/mining-words';

const KINDS: readonly (readonly [keyof MiningFigures['scores'], string])[] = [
  ['positive', 'Answers'],
  ['negative', 'Negatives'],
  ['difference', 'Difference'],
];
const COLUMNS: readonly (readonly [Exclude<keyof ScoreStatistics, 'count'>, string])[] = [
  ['mean', 'Mean'],
  ['std', 'Std'],
  ['min', 'Min'],
  ['quarter', '25 %'],
  ['median', 'Median'],
  ['threeQuarters', '75 %'],
  ['max', 'Max'],
];

/** The scores of the rows' answers, of their negatives, and how far below its answer each negative is. */
export function ScoreTable({ figures }: { figures: MiningFigures }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Statistics of scores">
      <table className="metrics">
        <caption className="quiet small-text">
          Scores of the model. A difference is the answer of a row minus a negative of it.
        </caption>
        <thead>
          <tr>
            <th scope="col">Scores</th>
            <th scope="col">Count</th>
            {COLUMNS.map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map(([kind, label]) => (
            <tr key={kind}>
              <th scope="row">{label}</th>
              <td>{formatCount(figures.scores[kind].count)}</td>
              {COLUMNS.map(([key]) => (
                <td key={key}>{scoreText(figures.scores[kind][key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function scoreText(value: number): string {
  return Number.isNaN(value) ? '–' : formatMetric(value).replace('-', '−');
}

/** What became of every candidate of every row. */
export function LeftOutTable({ figures }: { figures: MiningFigures }) {
  const all = FATES.reduce((sum, fate) => sum + figures.fates[fate], 0);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="What became of candidates">
      <table className="metrics">
        <caption className="quiet small-text">
          {formatCount(all)} candidates over all rows, each counted once. {formatCount(figures.passages)}{' '}
          different passages are negatives.
        </caption>
        <thead>
          <tr>
            <th scope="col">Candidates</th>
            <th scope="col">Count</th>
          </tr>
        </thead>
        <tbody>
          {FATES.map((fate) => (
            <tr key={fate}>
              <th scope="row">{FATE_WORDS[fate]}</th>
              <td>{formatCount(figures.fates[fate])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
