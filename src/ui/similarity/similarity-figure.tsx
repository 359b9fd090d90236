import type { SystemNames } from '../../core/results/system-names';
import type { SimilarityEvent } from '../../engine/protocol/similarity';
import type { OtherKind } from '../../store/similarity-history';
import type { Column } from '../../store/series-csv';
import { Swatch, TabledFigure } from '../charts/tabled-figure';
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
export function SimilarityFigure(props: SimilarityFigureProps) {
  const { events, before, now, kind, names } = props;
  return (
    <TabledFigure
      label="Similarity histogram"
      title="Cosine of questions with passages"
      file="similarity"
      columns={tableColumns(events, kind)}
      height={HEIGHT}
      legend={<Legend kind={kind} before={before.step === now.step ? null : names.before} />}
    >
      <SimilarityChart {...props} height={HEIGHT} />
    </TabledFigure>
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
    <>
      <span>
        <Swatch className="similarity-relevant" />
        Relevant, above
      </span>
      <span>
        <Swatch className="similarity-other" hatched />
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
    </>
  );
}
