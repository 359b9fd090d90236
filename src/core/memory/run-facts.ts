import { usedViews } from '../data/used-views';
import type { Settings } from '../settings/settings';
import type { EncoderSize } from './encoder-size';
import type { MemoryLimits, RunFacts } from './plan-memory';
import { summariseLengths } from './text-lengths';

/** What is known before a run, as the engine reports it. */
export interface Known {
  readonly model: EncoderSize;
  readonly device: { readonly backend: RunFacts['backend']; readonly memory: MemoryLimits };
  /** Histograms of token lengths; bin i counts texts of [i * width, (i + 1) * width) tokens. */
  readonly lengths: {
    readonly width: number;
    readonly queries: readonly number[];
    readonly passages: readonly number[];
    readonly maxLength: number;
  };
  /** Training rows, and how many of them have which other texts. */
  readonly data: {
    readonly rows: number;
    readonly withNegatives: number;
    readonly withSynthetic: number;
    readonly withCot: number;
  };
  /** Queries and passages of the evaluations. */
  readonly evaluated: number;
}

/** What of the settings decides how many texts a row brings. */
type FactSettings = Pick<Settings, 'hardNegatives' | 'loss' | 'views' | 'mineFirst' | 'remineEvery'>;

export function runFacts(known: Known, settings: FactSettings): RunFacts {
  const { model, device, lengths, evaluated } = known;
  const { width, queries, passages, maxLength } = lengths;
  return {
    encoder: model,
    backend: device.backend,
    limits: device.memory,
    rows: known.data.rows,
    queries: summariseLengths(queries, width, maxLength),
    documents: summariseLengths(passages, width, maxLength),
    documentsPerRow: documentsPerRow(known.data, settings),
    evaluated,
  };
}

/**
 * The labelled passage, hard negatives (as if every row that has any, or is to get mined ones, had enough) and the views
 * that the loss uses.
 */
function documentsPerRow(
  { rows, withNegatives, withSynthetic, withCot }: Known['data'],
  settings: FactSettings,
): number {
  const used = usedViews(settings);
  const views = (used.synthetic ? withSynthetic : 0) + (used.cot ? withCot : 0);
  const mined = settings.mineFirst || settings.remineEvery > 0;
  return 1 + ((mined ? rows : withNegatives) * settings.hardNegatives + views) / Math.max(1, rows);
}
