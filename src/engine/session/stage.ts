import type { EvalSet } from '../../core/data/eval-set';
import { expandPositives } from '../../core/data/expand-positives';
import type { ChosenSets } from '../../core/data/choose-sets';
import { isHeldOut } from '../../core/data/is-held-out';
import { createNumbering, type Numbering } from '../../core/data/numbering';
import type { RowList } from '../../core/data/row-list';
import { createSampler, type Sampler } from '../../core/data/sampler';
import type { Settings } from '../../core/settings/settings';
import type { BiEncoder } from '../model/bi-encoder';
import { miningCorpus, type Corpora } from '../mine/mining-corpus';
import { createReminer, mines, type RemineJob } from '../mine/remine';
import type { RunControl } from '../train/run-control';
import type { BatchMaker, TrainingJob } from '../train/trainer';
import type { MeasureContext } from './measure-sets';
import { planRunMix } from './plan-mix';

/** What a run trains on, and how it is told. */
export interface Stage {
  /** Of the loss, in results and records. */
  readonly loss: string;
  /** What the model is called before and after it, as in "the trained model". */
  readonly before: string;
  readonly after: string;
  /** What the steps go by: the settings of the run, with those of the stage in place of what it has of its own. */
  readonly settings: Settings;
  /** Lists of rows whose passages count as seen when questions are told by whether theirs are new. */
  readonly seen: readonly RowList[];
  /** Hashes of passages that rows got as negatives on the way: they count as seen too. */
  readonly mined?: Numbering;
  /** In sentences, for the notes of the run. */
  readonly notes: readonly string[];
  /** Called when the model was measured, so that its weights are still those that the run starts from. */
  readonly batches: (context: StageContext) => Promise<StageBatches>;
}

export interface StageContext extends MeasureContext {
  readonly model: BiEncoder;
  readonly control: RunControl;
  /** What hard negatives may be mined from besides the rows. */
  readonly corpora?: Corpora;
}

export interface StageBatches {
  readonly rows: RowList;
  readonly sampler: Sampler;
  readonly batchOf?: BatchMaker;
  readonly beforeEpoch?: TrainingJob['beforeEpoch'];
}

/**
 * Training on rows: labelled passages with their views and negatives, mixed as the settings say.
 * @throws InputError for a group of the mix that none of the rows belongs to
 */
export async function rowStage(
  { train, dev, test }: Pick<ChosenSets, 'train' | 'dev' | 'test'>,
  settings: Settings,
  signal: AbortSignal,
): Promise<Stage> {
  const { mix, notes } = await planRunMix(train, settings, signal);
  const mined = createNumbering();
  return {
    loss: settings.loss,
    before: 'the untouched model',
    after: 'the trained model',
    settings,
    seen: [train],
    mined,
    notes,
    batches: (context) => {
      const rows = expandPositives(train);
      return Promise.resolve({
        rows,
        sampler: createSampler({ rows, batch: settings.batch, seed: settings.seed, mix }),
        ...(mines(settings)
          ? { beforeEpoch: reminerOf(context, { rows, mix, settings, mined }, [dev, test]) }
          : {}),
      });
    },
  };
}

function reminerOf(
  { model, control, signal, emit, corpora }: StageContext,
  given: Pick<RemineJob, 'rows' | 'mix' | 'settings' | 'mined'>,
  measured: readonly EvalSet[],
): NonNullable<TrainingJob['beforeEpoch']> {
  const { documents, evaluations } = corpora ?? { documents: [], evaluations: [] };
  const corpus = miningCorpus({ documents, evaluations }, given.settings);
  const heldOut = measured.filter((set) => isHeldOut(set, evaluations));
  return createReminer({ ...given, corpus, heldOut, model, control, signal, emit });
}
