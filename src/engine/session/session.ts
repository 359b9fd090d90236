import { chooseSets, chooseTestSet } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import type { EvaluationData } from '../../core/data/evaluation-data';
import type { TrainingData } from '../../core/data/training-data';
import { readEvaluationData } from '../../core/formats/read-evaluation-data';
import { readTrainingData } from '../../core/formats/read-training-data';
import type { InputFile } from '../../core/formats/input-file';
import type { Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { watchDevice } from '../backend/watch-device';
import { embedAll } from '../evaluate/embed-all';
import { headlineMetric, type Measured } from '../evaluate/measured-model';
import { BiEncoder } from '../model/bi-encoder';
import type { ModelFolder } from '../model/folder/model-folder';
import { openModelFolder } from '../model/folder/open-model-folder';
import { disposeWeights, downloadWeights, uploadWeights, type HostTensor } from '../model/weights';
import type {
  DataSource,
  DeviceReport,
  EngineEvent,
  EvaluateResult,
  OutputFile,
  RequestOf,
  ResponseOf,
  RunResult,
} from '../protocol';
import { RunControl } from '../train/run-control';
import { inputFile } from './browser-file';
import { reportEvaluation, reportTraining } from './data-reports';
import { encoderSetup, reportModel } from './encoder-setup';
import { exportTrained } from './export-trained';
import { measureLengths } from './measure-lengths';
import { evaluationRecords, trainingRecords } from './records';
import { measureBm25Set, measureSet, runTraining } from './run-training';
import { fetchSampleFiles } from './sample-files';

/** What a command gets besides its request. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** What the last run or evaluation left for the export. */
export interface LastRun {
  readonly records: () => readonly OutputFile[];
  readonly result: RunResult | null;
  readonly settings: Settings;
  /** Fingerprint of the rows trained on, and how many they were. */
  readonly dataHash: string;
  readonly trainedRows: number;
  readonly dataFiles: readonly { readonly name: string; readonly rows: number }[];
}

/** The state of the worker between commands: what is open, and what the last run made. One command runs at a time. */
export class Session {
  #device: DeviceReport | null = null;
  #training: TrainingData | null = null;
  #evaluation: EvaluationData | null = null;
  #folder: ModelFolder | null = null;
  /** Trained weights by name, over those of the folder; null: untouched. */
  #trained: ReadonlyMap<string, HostTensor> | null = null;
  #control: RunControl | null = null;
  #last: LastRun | null = null;

  async openDevice({ backend }: RequestOf<'openDevice'>): Promise<DeviceReport> {
    this.#device = await openDevice(backend);
    return this.#device;
  }

  async openTrainingData(
    { source }: RequestOf<'openTrainingData'>,
    context: CallContext,
  ): Promise<ResponseOf<'openTrainingData'>> {
    const files = await filesOf(source, 'training', context.signal);
    this.#training = await readTrainingData(files, readOptions(context, 'Reading training data'));
    return reportTraining(this.#training, this.#evaluation);
  }

  async openEvaluationData(
    { source }: RequestOf<'openEvaluationData'>,
    context: CallContext,
  ): Promise<ResponseOf<'openEvaluationData'>> {
    if (source.kind === 'heldOut') {
      this.#evaluation = null;
      return null;
    }
    const files = await filesOf(source, 'evaluation', context.signal);
    this.#evaluation = await readEvaluationData(files, readOptions(context, 'Reading evaluation data'));
    return reportEvaluation(this.#evaluation);
  }

  async openModel(
    { source }: RequestOf<'openModel'>,
    { signal, emit }: CallContext,
  ): Promise<ResponseOf<'openModel'>> {
    const folder = await openModelFolder(source, { signal, onProgress: emit });
    this.#folder = folder;
    this.#trained = null;
    this.#last = null;
    return reportModel(folder);
  }

  measureLengths(
    { settings }: RequestOf<'measureLengths'>,
    { signal, emit }: CallContext,
  ): Promise<ResponseOf<'measureLengths'>> {
    const { rows } = needed(this.#training, 'Load training data first.');
    return measureLengths(rows, encoderSetup(this.#openFolder(), settings), signal, emit);
  }

  async train({ settings }: RequestOf<'train'>, { signal, emit }: CallContext): Promise<RunResult> {
    const { rows, files } = needed(this.#training, 'Load training data first.');
    const folder = this.#openFolder();
    const device = await this.#readyDevice(settings);
    const sets = chooseSets({ rows, evaluation: this.#evaluation, settings });
    this.#trained = null;
    const log: EngineEvent[] = [];
    const record = (event: EngineEvent): void => {
      if (event.kind === 'step' || event.kind === 'evaluation') log.push(event);
      emit(event);
    };
    const control = new RunControl(signal, (state) => {
      emit({ kind: 'state', state });
    });
    this.#control = control;
    try {
      return await this.#withModel(settings, null, async (model) => {
        const keep = (weights: ReadonlyMap<string, HostTensor>): void => void (this.#trained = weights);
        const context = {
          settings,
          sets,
          model,
          backend: device.backend,
          control,
          signal,
          emit: record,
          keep,
        };
        const finished = await watchDevice(runTraining(context, folder.name));
        this.#trained = await downloadWeights(model.weights);
        const dataFiles = files.map(({ file, rows: count }) => ({ name: file, rows: count }));
        this.#last = await trainingRecords(finished, { settings, sets, log, dataFiles });
        return finished.result;
      });
    } finally {
      this.#control = null;
    }
  }

  async evaluate({ settings }: RequestOf<'evaluate'>, context: CallContext): Promise<EvaluateResult> {
    const folder = this.#openFolder();
    const device = await this.#readyDevice(settings);
    const started = performance.now();
    const test = this.#testSet(settings);
    const bm25 = await measureBm25Set({ settings, ...context }, test);
    return this.#withModel(settings, this.#trained, async (model) => {
      const measured = await watchDevice(
        measureSet({ model, settings, ...context }, test, 'Measuring the model'),
      );
      const seconds = (performance.now() - started) / 1000;
      const result = evaluateResult({ name: folder.name, device, settings, test, bm25, measured, seconds });
      if (!this.#last?.result) this.#last = evaluationRecords(result, { settings, test, bm25, measured });
      return result;
    });
  }

  control({ action }: RequestOf<'control'>): boolean {
    this.#control?.act(action);
    return this.#control !== null;
  }

  exportModel({ precision }: RequestOf<'exportModel'>): Promise<OutputFile> {
    return exportTrained(this.#openFolder(), this.#trained, this.#last, precision);
  }

  exportRecords(): readonly OutputFile[] {
    return needed(this.#last, 'Train or evaluate first: there are no figures to save yet.').records();
  }

  async embed(
    { texts, kind, settings }: RequestOf<'embed'>,
    { signal }: CallContext,
  ): Promise<ResponseOf<'embed'>> {
    await this.#readyDevice(settings);
    return this.#withModel(settings, this.#trained, async (model) => {
      const tokens = texts.map((text) =>
        kind === 'query' ? model.queryTokens(text) : model.passageTokens({ title: '', text }),
      );
      const { width, values } = await embedAll(model, tokens, signal);
      return { dimension: width, values };
    });
  }

  #openFolder(): ModelFolder {
    return needed(this.#folder, 'Load a model first.');
  }

  async #readyDevice(settings: Settings): Promise<DeviceReport> {
    const device = this.#device;
    const other = settings.backend !== 'auto' && settings.backend !== device?.backend;
    return device === null || other ? this.openDevice({ backend: settings.backend }) : device;
  }

  #testSet(settings: Settings): EvalSet {
    if (this.#evaluation !== null) return chooseTestSet(this.#evaluation, settings);
    const { rows } = needed(this.#training, 'Load evaluation data, or training data to hold a share out of.');
    return chooseSets({ rows, evaluation: null, settings }).test;
  }

  /** Puts the weights on the backend for as long as `use` takes. */
  async #withModel<T>(
    settings: Settings,
    trained: ReadonlyMap<string, HostTensor> | null,
    use: (model: BiEncoder) => Promise<T>,
  ): Promise<T> {
    const folder = this.#openFolder();
    const weights = uploadWeights(new Map<string, HostTensor>([...folder.weights, ...(trained ?? [])]));
    try {
      return await use(new BiEncoder(encoderSetup(folder, settings), weights));
    } finally {
      disposeWeights(weights);
    }
  }
}

function needed<T>(value: T | null, message: string): T {
  if (value === null) throw new Error(message);
  return value;
}

async function filesOf(
  source: DataSource,
  part: 'training' | 'evaluation',
  signal: AbortSignal,
): Promise<InputFile[]> {
  return source.kind === 'sample' ? fetchSampleFiles(part, signal) : source.files.map(inputFile);
}

function readOptions({ signal, emit }: CallContext, phase: string) {
  return {
    signal,
    onProgress: (done: number, total: number): void => {
      emit({ kind: 'progress', phase, done, total, unit: 'bytes' });
    },
  };
}

function evaluateResult(given: {
  readonly name: string;
  readonly device: DeviceReport;
  readonly settings: Settings;
  readonly test: EvalSet;
  readonly bm25: Measured;
  readonly measured: Measured;
  readonly seconds: number;
}): EvaluateResult {
  const { name, device, settings, test, bm25, measured, seconds } = given;
  return {
    model: name,
    metric: headlineMetric(settings.k),
    seconds,
    backend: device.backend,
    testSet: { name: test.name, queries: test.queries.length, passages: test.corpus.length },
    baseline: { bm25: bm25.mean },
    metrics: measured.mean,
    queries: test.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      value: measured.headline[at] ?? 0,
    })),
    notes: [],
  };
}
