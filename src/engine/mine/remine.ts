import type { EvalSet } from '../../core/data/eval-set';
import type { Mix } from '../../core/data/mixing';
import type { Numbering } from '../../core/data/numbering';
import type { RowList } from '../../core/data/row-list';
import { createSampler } from '../../core/data/sampler';
import { withMinedNegatives } from '../../core/mining/mined-rows';
import { selectNegatives, type Selection } from '../../core/mining/select-negatives';
import { withoutHeldOut } from '../../core/mining/without-held-out';
import type { Settings } from '../../core/settings/settings';
import { orderCorpus, embedCorpus } from '../evaluate/rank-queries';
import type { BiEncoder } from '../model/bi-encoder';
import type { EngineEvent } from '../protocol/events';
import type { RunControl } from '../train/run-control';
import type { FreshRows } from '../train/trainer';
import { createCorpusTexts, type CorpusTexts } from './corpus-texts';
import type { MiningCorpus } from './mining-corpus';
import { rankCandidates } from './rank-candidates';

export interface RemineJob {
  /** Its weights change between two calls. */
  readonly model: BiEncoder;
  /** As they are trained on, with the negatives they came with. */
  readonly rows: RowList;
  readonly mix: Mix | null;
  readonly corpus: MiningCorpus;
  /** Sets of questions that were held out of the rows. */
  readonly heldOut: readonly EvalSet[];
  /** Gets the hashes of the passages that become negatives. */
  readonly mined: Numbering;
  readonly settings: Settings;
  readonly control: Pick<RunControl, 'stopped'>;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** Whether a run mines hard negatives on its way. */
export function mines({ remineEvery, mineFirst }: Pick<Settings, 'remineEvery' | 'mineFirst'>): boolean {
  return mineFirst || remineEvery > 0;
}

/**
 * Mines anew with the weights of the moment before the epochs that the settings name, always for the rows as they came.
 * The batches are drawn anew as well, so that rows which now share a passage are kept apart, as those are that shared one
 * from the start. What answers held-out questions alone is never mined. Gives null for other epochs, and where the run was told to stop meanwhile.
 */
export function createReminer(job: RemineJob): (epoch: number, steps: number) => Promise<FreshRows | null> {
  const { settings, rows, mix, control } = job;
  let open: MinedPassages | undefined;
  return async (epoch, steps) => {
    if (!isDue(epoch, settings) || control.stopped) return null;
    const started = performance.now();
    open ??= passagesOf(job);
    const { texts, leftOut } = open;
    const selection = await selectStoppable(job, texts, epoch);
    if (selection === null) return null;
    for (const place of selection.places) job.mined.numberOf(texts.hashAt(place));
    const fresh = withMinedNegatives(rows, selection, texts, settings.mineKeep);
    const { batch, seed } = settings;
    const seconds = (performance.now() - started) / 1000;
    const passages = texts.passages.length;
    return {
      rows: fresh,
      sampler: createSampler({ rows: fresh, batch, seed, mix }),
      note: remineNote(selection, settings, { epoch, steps, seconds, passages, leftOut }),
    };
  };
}

interface MinedPassages {
  readonly texts: CorpusTexts;
  /** How many were left out, because they answer held-out questions alone. */
  readonly leftOut: number;
}

function passagesOf({ corpus, heldOut, rows, settings }: RemineJob): MinedPassages {
  const all = corpus.passagesFor(rows);
  const passages = withoutHeldOut(all, heldOut, rows);
  return {
    texts: createCorpusTexts(orderCorpus(passages, settings.ties).passages, corpus.kind !== 'training'),
    leftOut: all.length - passages.length,
  };
}

function isDue(epoch: number, { remineEvery, mineFirst }: Settings): boolean {
  return epoch === 0 ? mineFirst : remineEvery > 0 && epoch % remineEvery === 0;
}

/** Null when the run is told to stop, which is looked at whenever something has been embedded. */
async function selectStoppable(job: RemineJob, texts: CorpusTexts, epoch: number): Promise<Selection | null> {
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const started = performance.now();
  const onProgress = (phase: string, done: number, total: number, unit: string): void => {
    if (job.control.stopped) stop.abort();
    const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
    job.emit({ kind: 'progress', phase: `Mining: ${phase.toLowerCase()}`, done, total, unit, secondsLeft });
  };
  try {
    return await select(job, texts, { epoch, signal, onProgress });
  } catch (error) {
    job.signal.throwIfAborted();
    if (stop.signal.aborted) return null;
    throw error;
  }
}

async function select(
  { model, rows, settings }: RemineJob,
  texts: CorpusTexts,
  {
    epoch,
    signal,
    onProgress,
  }: {
    readonly epoch: number;
    readonly signal: AbortSignal;
    readonly onProgress: (phase: string, done: number, total: number, unit: string) => void;
  },
): Promise<Selection> {
  const { passages } = texts;
  const { embeddings } = await embedCorpus(model, texts, signal, (done) => {
    onProgress('Embedding the passages', done, passages.length, 'passages');
  });
  const { candidates, mined } = await rankCandidates({
    model,
    rows,
    corpus: texts,
    embeddings,
    settings,
    signal,
    onProgress,
  });
  // Another draw each time, where negatives are drawn.
  return selectNegatives(candidates, mined, { ...settings, seed: settings.seed + epoch });
}

function remineNote(
  { starts }: Selection,
  { mineNegatives }: Settings,
  about: {
    readonly epoch: number;
    readonly steps: number;
    readonly seconds: number;
    readonly passages: number;
    readonly leftOut: number;
  },
): string {
  const counts = Array.from(starts.subarray(1), (end, row) => end - (starts[row] ?? 0));
  const full = counts.filter((count) => count === mineNegatives).length;
  const none = counts.filter((count) => count === 0).length;
  const weights = about.steps === 0 ? 'the untouched weights' : `the weights of step ${String(about.steps)}`;
  const without =
    about.leftOut === 0 ? '' : ` (without ${String(about.leftOut)} that answer held-out questions alone)`;
  return (
    `Before epoch ${String(about.epoch + 1)}, hard negatives were mined with ${weights} from ` +
    `${String(about.passages)} passages${without} in ${about.seconds.toFixed(1)} s: ${String(full)} of ${String(counts.length)} ` +
    `rows have ${String(mineNegatives)}, ${String(counts.length - full - none)} fewer, ${String(none)} none.`
  );
}
