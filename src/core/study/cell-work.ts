import { usedViews } from '../data/used-views';
import type { Settings } from '../settings/settings';
import { followsCurve } from './effective-settings';

/** Mean lengths in tokens, after the cut at the model's longest text; 0 where there is no such text. */
export interface RowLengths {
  readonly query: number;
  readonly positive: number;
  /** Of one negative, one synthetic passage, one chain of thought. */
  readonly negative: number;
  readonly synthetic: number;
  readonly cot: number;
}

/** What decides how much work a cell is, besides its settings. */
export interface WorkFacts {
  /** Rows of an epoch, one for each positive. */
  readonly rows: number;
  /** Share of the rows that have such texts. */
  readonly withNegatives: number;
  readonly withSynthetic: number;
  readonly withCot: number;
  readonly lengths: RowLengths;
  /** Tokens of all texts that measuring the test sets, and a point of the curve, embeds. */
  readonly tests: number;
  readonly curve: number;
}

/** Tokens that a cell processes, in training (once, though training costs about three times embedding) and measuring. */
export interface CellWork {
  readonly steps: number;
  readonly trained: number;
  readonly measured: number;
}

/** Points of the curve when the settings leave their number open, see `measurementInterval` of the trainer. */
const POINTS = 10;
const TRAINING_COST = 3;

/** An estimate: rows of every batch are taken to be of mean length. */
export function cellWork(settings: Settings, facts: WorkFacts): CellWork {
  const { lengths, rows } = facts;
  const used = usedViews(settings);
  const perRow =
    lengths.query +
    lengths.positive +
    facts.withNegatives * settings.hardNegatives * lengths.negative +
    (used.synthetic ? facts.withSynthetic * lengths.synthetic : 0) +
    (used.cot ? facts.withCot * lengths.cot : 0);
  const batches = Math.max(1, Math.ceil(rows / settings.batch));
  const steps = Math.max(settings.epochs > 0 ? 1 : 0, Math.round(batches * settings.epochs));
  const trained = steps * Math.min(settings.batch, rows) * perRow;
  const measured = facts.tests + curvePoints(settings, steps, trained, facts.curve) * facts.curve;
  return { steps, trained, measured };
}

function curvePoints(settings: Settings, steps: number, trained: number, curve: number): number {
  if (!followsCurve(settings)) return 0;
  const affordable = curve > 0 ? (TRAINING_COST * trained) / curve : POINTS;
  const points = settings.evalEvery > 0 ? steps / settings.evalEvery : Math.min(POINTS, affordable, steps);
  return 1 + Math.max(1, Math.floor(points));
}
