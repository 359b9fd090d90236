import { useEffect, useMemo, useRef, useState } from 'react';
import { isActive, type RunState } from '../../store/run-state';
import { formatCount, formatDifference, formatMetric, formatValue } from '../../store/format-value';
import { useApp, useLater, useSelect } from '../app-context';
import { Fold } from '../fold';
import { Chart } from './chart';
import { curveNote } from '../../store/curve-note';
import {
  SMALL_CHARTS,
  headlineColumns,
  headlineSpec,
  smallColumns,
  smallSpec,
  type SmallChart,
} from './curve-specs';
import { ONE_COLUMN } from '../use-media';
import { usePalette, type Palette } from './palette';

const HERO_HEIGHT = 300;
const SMALL_HEIGHT = 132;
/** Other sets of which the change so far is shown. */
const OTHERS_SHOWN = 3;

/** The run, drawn: nDCG large, the rest as small multiples under one crosshair. */
export function CurvesPanel() {
  const { run } = useApp();
  const palette = usePalette();
  const begun = useLater(run, (state) => state.phase !== 'idle');
  const active = useSelect(run, (state) => isActive(state.phase));
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where everything stands in one column, the curves would otherwise be drawn out of sight.
    if (begun && active && matchMedia(ONE_COLUMN).matches)
      section.current?.scrollIntoView({ block: 'start' });
  }, [begun, active]);
  if (!begun) return <Awaiting />;
  return (
    <section ref={section} className="curves" aria-label="Curves">
      <Hero palette={palette} />
      <div className="small-charts">
        {SMALL_CHARTS.map((chart) => (
          <Small key={chart.title} chart={chart} palette={palette} />
        ))}
        <SoFar />
      </div>
      <RunNotes />
    </section>
  );
}

/** The step axis ends with the run, or with the last step there was. */
function axisEnd({ lastStep, phase }: RunState): number {
  if (lastStep === null) return 0; // not known yet
  return phase === 'finished' ? lastStep.step : lastStep.steps;
}

function Hero({ palette }: { palette: Palette }) {
  const { run } = useApp();
  const baseline = useLater(run, (state) => state.baseline);
  const evaluations = useLater(run, (state) => state.evaluations);
  const end = useLater(run, axisEnd);
  const names = useLater(run, (state) => state.names);
  const spec = useMemo(
    () => headlineSpec(baseline, evaluations, { lastStep: end, names }),
    [baseline, evaluations, end, names],
  );
  return (
    <>
      <Chart
        spec={spec}
        palette={palette}
        height={HERO_HEIGHT}
        className="chart-hero"
        columns={() => headlineColumns(evaluations)}
      />
      <p className="chart-note quiet small-text">{curveNote(baseline, names)}</p>
    </>
  );
}

function Small({ chart, palette }: { chart: SmallChart; palette: Palette }) {
  const { run } = useApp();
  const [log, setLog] = useState(false);
  const curves = useLater(run, (state) => state.curves);
  const revision = useLater(run, (state) => state.revision);
  const end = useLater(run, axisEnd);
  // The curves grow in place: the revision is what tells that they did.
  const spec = useMemo(
    () => ({ revision, ...smallSpec(chart, curves, end, log) }),
    [chart, curves, revision, end, log],
  );
  const toggle = (
    <label className="log-toggle">
      <input
        type="checkbox"
        checked={log}
        onChange={(event) => {
          setLog(event.target.checked);
        }}
      />
      log
    </label>
  );
  return (
    <Chart
      spec={spec}
      palette={palette}
      height={SMALL_HEIGHT}
      columns={() => smallColumns(chart, curves)}
      controls={chart.log === true ? toggle : undefined}
    />
  );
}

/** The best measurement so far, against the two baselines. */
function SoFar() {
  const { run } = useApp();
  const baseline = useLater(run, (state) => state.baseline);
  const evaluations = useLater(run, (state) => state.evaluations);
  const names = useLater(run, (state) => state.names);
  const temperature = useLater(run, (state) => state.lastStep?.temperature);
  if (baseline === null || evaluations.length === 0) return null;
  const best = evaluations.reduce((a, b) => (b.mean > a.mean ? b : a));
  const { untouched, bm25 } = baseline.dev;
  const [first] = evaluations;
  const last = evaluations.at(-1);
  const elsewhere = (last?.others ?? []).slice(0, OTHERS_SHOWN).map(({ name, mean }, at) => {
    const before = first?.others[at]?.mean ?? mean;
    return [`${name}, so far`, formatDifference(mean - before)] as const;
  });
  const facts: readonly (readonly [string, string])[] = [
    [`Best ${baseline.metric}`, formatMetric(best.mean)],
    ['at step', formatCount(best.step)],
    [`over ${names.before.toLowerCase()}`, formatDifference(best.mean - untouched)],
    ['over BM25', formatDifference(best.mean - bm25)],
    ...elsewhere,
    ...(temperature === undefined ? [] : [['temperature', formatValue(temperature)] as const]),
  ];
  return (
    <div className="so-far">
      <h3>So far</h3>
      <dl>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What stands where the curves will be. */
function Awaiting() {
  return (
    <section className="curves curves-empty" aria-label="Curves">
      <svg viewBox="0 0 640 200" aria-hidden="true" preserveAspectRatio="none">
        <path className="ghost-level" d="M0 118H640" />
        <path className="ghost-level" d="M0 152H640" />
        <path className="ghost-curve" d="M0 152C90 120 150 92 230 78S430 50 640 42" />
      </svg>
      <p className="empty">
        The curve is drawn here: search quality on held-out questions, beside keyword search and the untouched
        model.
      </p>
    </section>
  );
}

/** What the engine had to say during the run. */
function RunNotes() {
  const { run } = useApp();
  const notes = useSelect(run, (state) => state.notes);
  if (notes.length === 0) return null;
  return (
    <Fold summary={<>Notes of the run ({notes.length})</>}>
      <ul className="notes">
        {notes.map((note, i) => (
          <li key={`${i}:${note}`}>{note}</li>
        ))}
      </ul>
    </Fold>
  );
}
