import type { MiningFigures, ScoreHistogram } from '../../core/mining/mining-figures';
import { histogramWords } from '../../store/mining-words';
import type { Column } from '../../store/series-csv';
import { MirrorHistogram } from '../charts/mirror-histogram';
import { stairs } from '../charts/stairs';
import { Swatch, TabledFigure } from '../charts/tabled-figure';

const HEIGHT = 240;

/** Answers above the line; what is kept and what scored too high below it, each as shares of its own kind. */
export function ScoreFigure({ figures }: { figures: MiningFigures }) {
  return (
    <TabledFigure
      label="Score histogram"
      title="Scores of answers and of candidates"
      file="mining-scores"
      columns={tableColumns(figures.histogram)}
      height={HEIGHT}
      legend={<Legend />}
    >
      <ScoreChart figures={figures} />
    </TabledFigure>
  );
}

function ScoreChart({ figures }: { figures: MiningFigures }) {
  const { histogram, scores } = figures;
  const positives = counted(histogram.positives);
  const kept = counted(histogram.kept);
  const dropped = counted(histogram.dropped);
  return (
    <MirrorHistogram
      words={histogramWords(figures)}
      height={HEIGHT}
      first={0}
      last={positives.counts.length - 1}
      ends={[histogram.low, histogram.high]}
      top={Math.max(positives.top, kept.top, dropped.top)}
      above={scores.positive.count === 0 ? null : scores.positive.mean}
      below={scores.negative.count === 0 ? null : scores.negative.mean}
    >
      {(scale, hatch) => (
        <>
          <path className="mining-answers" d={stairs(positives, scale, 1)} />
          <path className="mining-dropped" fill={hatch} d={stairs(dropped, scale, -1)} />
          <path className="mining-kept" d={stairs(kept, scale, -1)} />
        </>
      )}
    </MirrorHistogram>
  );
}

/** What `stairs` draws; `top` is the highest share of a bin. */
function counted(counts: readonly number[]) {
  const pairs = counts.reduce((sum, count) => sum + count, 0);
  return { counts, pairs, top: pairs === 0 ? 0 : Math.max(...counts) / pairs };
}

function Legend() {
  return (
    <>
      <span>
        <Swatch className="mining-answers" />
        Answers, above
      </span>
      <span>
        <Swatch className="mining-kept" />
        Kept, below
      </span>
      <span>
        <Swatch className="mining-dropped" hatched />
        Left out as too high, below
      </span>
    </>
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
