import { usedViews } from '../data/used-views';
import type { Settings } from '../settings/settings';
import { followsCurve, minesNegatives } from './effective-settings';

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
  /** Tokens of all texts that mining embeds each time; 0 where nothing is mined. */
  readonly mined: number;
}

/** What alignment trains on. */
export interface AlignmentFacts {
  readonly rankings: number;
  /** Mean tokens of a ranking: its query and all its passages. */
  readonly tokens: number;
  /** As in `WorkFacts`. */
  readonly curve: number;
}

/** Tokens of one stage of a cell, the training or the alignment. */
export interface StageWork {
  readonly steps: number;
  /** Processed in training: once, though training costs about `TRAINING_COST` times embedding. */
  readonly trained: number;
  /** Embedded on the way: for the curve, and to mine. */
  readonly embedded: number;
}

/** What a cell comes to. */
export interface CellWork {
  /** Of an epoch of its training. */
  readonly rows: number;
  /** Of its training and its alignment. */
  readonly steps: number;
  /** Tokens trained on, and tokens embedded: to measure, and to mine. */
  readonly trained: number;
  readonly measured: number;
}

/** Training costs about so many times as much a token as embedding. */
export const TRAINING_COST = 3;
/** Points of the curve when the settings leave their number open, see `measurementInterval` of the trainer. */
const POINTS = 10;

/** An estimate: rows of every batch are taken to be of mean length. */
export function trainingWork(settings: Settings, facts: WorkFacts): StageWork {
  const { lengths, rows } = facts;
  const used = usedViews(settings);
  const perRow =
    lengths.query +
    lengths.positive +
    negativeTokens(settings, facts) +
    (used.synthetic ? facts.withSynthetic * lengths.synthetic : 0) +
    (used.cot ? facts.withCot * lengths.cot : 0);
  const stage = stageWork(settings, { rows, perRow, curve: facts.curve });
  return { ...stage, embedded: stage.embedded + minings(settings, rows, stage.steps) * facts.mined };
}

export function alignmentWork(settings: Settings, { rankings, tokens, curve }: AlignmentFacts): StageWork {
  const { alignEpochs: epochs, alignBatch: batch, klWeight } = settings;
  const stage = stageWork({ ...settings, epochs, batch }, { rows: rankings, perRow: tokens, curve });
  // What the model holds on to is embedded once.
  return { ...stage, embedded: stage.embedded + (klWeight > 0 ? rankings * tokens : 0) };
}

function stageWork(
  settings: Settings,
  { rows, perRow, curve }: { readonly rows: number; readonly perRow: number; readonly curve: number },
): StageWork {
  const { batch, epochs } = settings;
  const steps = Math.max(epochs > 0 ? 1 : 0, Math.round(batchesOf(rows, batch) * epochs));
  const trained = steps * Math.min(batch, rows) * perRow;
  return { steps, trained, embedded: curvePoints(settings, steps, trained, curve) * curve };
}

/** As the sampler makes them: a lone row joins the batch before it. */
function batchesOf(rows: number, batch: number): number {
  return Math.max(1, rows % batch === 1 ? Math.floor(rows / batch) : Math.ceil(rows / batch));
}

/** Of a row. Mined ones are taken to be found for every row, and as long as other passages. */
function negativeTokens(settings: Settings, { lengths, withNegatives }: WorkFacts): number {
  const share = minesNegatives(settings) ? 1 : withNegatives;
  return share * settings.hardNegatives * (lengths.negative || lengths.positive);
}

/** How often a run mines: before its first epoch, and before every so many of the others. */
function minings(settings: Settings, rows: number, steps: number): number {
  const { mineFirst, remineEvery, batch } = settings;
  const epochs = Math.ceil(steps / batchesOf(rows, batch));
  const later = remineEvery > 0 ? Math.floor(Math.max(0, epochs - 1) / remineEvery) : 0;
  return later + (mineFirst && epochs > 0 ? 1 : 0);
}

function curvePoints(settings: Settings, steps: number, trained: number, curve: number): number {
  if (!followsCurve(settings)) return 0;
  const affordable = curve > 0 ? (TRAINING_COST * trained) / curve : POINTS;
  const points = settings.evalEvery > 0 ? steps / settings.evalEvery : Math.min(POINTS, affordable, steps);
  return 1 + Math.max(1, Math.floor(points));
}
