import type { EvalQuery, Passage } from '../../core/data/eval-set';
import type { OpenEvaluation } from '../../core/data/evaluation-data';
import type { FileReport } from '../../core/data/file-report';
import type { Preference } from '../../core/data/preference';
import type { RowSink } from '../../core/data/row-sink';
import type { TrainingData } from '../../core/data/training-data';
import type { Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { CorpusIndexes } from '../look/corpus-indexes';
import { SearchableSets } from '../look/searchable-sets';
import type { MinedSet } from '../mine/mined-set';
import type { Observer } from '../inspect/observer';
import { BiEncoder } from '../model/bi-encoder';
import type { ModelFolder } from '../model/folder/model-folder';
import { disposeWeights, uploadWeights, type HostTensor } from '../model/weights';
import type { DeviceReport } from '../protocol/device';
import type { Occasion } from '../protocol/inspect';
import type { OutputFile } from '../protocol/results';
import { ReplyStore } from '../llm/reply-store';
import { PairBook } from '../judge/pair-book';
import { RunStore } from '../storage/run-store';
import { SynthesisTable } from '../synthesize/synthesis-table';
import type { OpenStudy } from '../study/open-study';
import { StudyStore } from '../study/study-store';
import type { RunControl } from '../train/run-control';
import { Doctor } from './doctor';
import { encoderSetup } from './encoder-setup';
import type { MeasuredSet } from './measured-set';
import type { MeasuredRunFiles } from './run-files';
import type { AlignedStages } from './stage-outcome';
import type { TrainedModel } from './trained-model';

/**
 * The state of the worker between commands: what is open, and what the last run made. The commands themselves are in
 * `engine/commands`.
 */
export class Session {
  device: DeviceReport | null = null;
  training: TrainingData | null = null;
  /** What keeps the rows of `training`. */
  #rowSink: RowSink | null = null;
  /** In the order in which they were opened. */
  evaluations: readonly OpenEvaluation[] = [];
  /** Texts to make rows from, to mine and to rank; empty while none are open. */
  documents: readonly Passage[] = [];
  /** Queries to make rows for; empty while none are open. */
  sourceQueries: readonly EvalQuery[] = [];
  /** Of pairs of passages, which is better: what alignment trains on. Null while none are open. */
  preferences: readonly Preference[] | null = null;
  /** Of the files that preferences were read from. */
  preferenceFiles: readonly FileReport[] = [];
  /** What was ranked to mine negatives for the open training data; null before. */
  mined: MinedSet | null = null;
  /** Pairs of passages and the verdicts on them, kept by the browser. */
  pairBook = new PairBook();
  readonly doctor = new Doctor();
  folder: ModelFolder | null = null;
  /** What the last run that improved on the untouched model made; null before. */
  trained: TrainedModel | null = null;
  /** The last alignment: what it started from and what it made; null before any, and of another model. */
  alignment: AlignedStages | null = null;
  /** What the last run or evaluation ranked. */
  measured: readonly MeasuredSet[] = [];
  /** What the last run ranked: an evaluation after it takes the place of `measured`, not of this. */
  measuredByRun: readonly MeasuredSet[] = [];
  /** What was watched of the last run and of the last evaluation. */
  observers: Partial<Record<Occasion, Observer>> = {};
  readonly searchable = new SearchableSets();
  readonly indexes = new CorpusIndexes();
  /** The run files that were measured last. */
  runFiles: MeasuredRunFiles | null = null;
  /** The records of earlier runs that the browser keeps. */
  runStore = new RunStore();
  /** Every reply of a language model. */
  replies = new ReplyStore();
  /** Leads to the browser's own language model, which only the page can ask; null where there is none. */
  builtInModel: MessagePort | null = null;
  /** The finished cells of studies that the browser keeps. */
  studyStore = new StudyStore();
  /** The last study, also while it goes on. */
  study: OpenStudy | null = null;
  /** The rows that were made, as the browser keeps them. */
  synthesis = new SynthesisTable();
  /** The files of the last run or evaluation. */
  records: (() => readonly OutputFile[]) | null = null;
  /** Of the run in progress. */
  control: RunControl | null = null;
  /** What computes now and must not have its model, data or device changed under it. */
  #busy: string | null = null;

  /** Puts new training data in the place of the old, whose texts are given up. */
  async useTraining(training: TrainingData, sink: RowSink): Promise<void> {
    const old = this.#rowSink;
    this.changeTraining(training);
    this.mined = null;
    this.#rowSink = sink;
    await old?.discard();
  }

  /** Goes over to a view of the open rows, whose texts stay. */
  changeTraining(training: TrainingData): void {
    this.doctor.forget();
    this.training = training;
  }

  /** Runs one computation at a time: its model, data and device must not change under it. */
  async exclusively<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.refuseWhileBusy();
    this.#busy = what;
    try {
      return await work();
    } finally {
      this.#busy = null;
    }
  }

  /** @throws Error while something computes */
  refuseWhileBusy(): void {
    if (this.#busy !== null)
      throw new Error(`The engine is busy with ${this.#busy}. Stop or cancel it first.`);
  }

  async useDevice(backend: Settings['backend']): Promise<DeviceReport> {
    this.device = await openDevice(backend);
    return this.device;
  }

  /** Frees what searching keeps: when it is no longer of the open data or model, or a run needs the memory. */
  forgetIndexes(): void {
    this.searchable.clear();
    this.indexes.clear();
  }

  /** The open device, or another where the settings ask for one. */
  async readyDevice(settings: Settings): Promise<DeviceReport> {
    const { device } = this;
    const other = settings.backend !== 'auto' && settings.backend !== device?.backend;
    return device === null || other ? this.useDevice(settings.backend) : device;
  }

  /** @throws Error when no model is open */
  openFolder(): ModelFolder {
    return needed(this.folder, 'Load a model first.');
  }

  /** Puts the weights (those of the folder, and over them the trained ones) on the backend for as long as `use` takes. */
  async withModel<T>(
    settings: Settings,
    trained: TrainedModel | null,
    use: (model: BiEncoder) => Promise<T>,
  ): Promise<T> {
    const folder = this.openFolder();
    const weights = uploadWeights(
      new Map<string, HostTensor>([...folder.weights, ...(trained?.weights ?? [])]),
    );
    try {
      return await use(new BiEncoder(encoderSetup(folder, settings), weights));
    } finally {
      disposeWeights(weights);
    }
  }
}

/** @throws Error with the message when there is no value */
export function needed<T>(value: T | null, message: string): T {
  if (value === null) throw new Error(message);
  return value;
}
