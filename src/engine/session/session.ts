import { chooseSets, chooseTestSet } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import type { EvaluationData } from '../../core/data/evaluation-data';
import type { TrainingData } from '../../core/data/training-data';
import { describeRules } from '../../core/metrics/describe-rules';
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
  BackendName,
  DataSource,
  DeviceReport,
  EngineEvent,
  EvaluateResult,
  OutputFile,
  RequestOf,
  ResponseOf,
  RunResult,
} from '../protocol';
import { runSelfCheck } from '../self-check/run-self-check';
import { RunControl } from '../train/run-control';
import { inputFile } from './browser-file';
import { checkSettings } from './check-settings';
import { reportEvaluation, reportTraining } from './data-reports';
import { encoderSetup, reportModel } from './encoder-setup';
import { exportTrained } from './export-trained';
import { measureLengths } from './measure-lengths';
import { evaluationRecords, trainingRecords } from './records';
import { describeRunData } from './run-data';
import { measureBm25Set, measureSet, runTraining } from './run-training';
import { fetchSampleFiles } from './sample-files';
import type { TrainedModel } from './trained-model';
import { unseenQueries } from './unseen-queries';

/** What a command gets besides its request. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** What of a run goes into its training log. */
const LOGGED: ReadonlySet<EngineEvent['kind']> = new Set(['step', 'evaluation', 'note', 'memory']);

/** The state of the worker between commands: what is open, and what the last run made. One command runs at a time. */
export class Session {
  #device: DeviceReport | null = null;
  #training: TrainingData | null = null;
  #evaluation: EvaluationData | null = null;
  #folder: ModelFolder | null = null;
  /** What the last run that improved on the untouched model made; null before. */
  #trained: TrainedModel | null = null;
  /** The files of the last run or evaluation. */
  #records: (() => readonly OutputFile[]) | null = null;
  #control: RunControl | null = null;
  /** What computes now and must not have its model, data or device changed under it. */
  #busy: string | null = null;

  async openDevice({ backend }: RequestOf<'openDevice'>): Promise<DeviceReport> {
    this.#refuseWhileBusy();
    return this.#useDevice(backend);
  }

  async openTrainingData(
    { source }: RequestOf<'openTrainingData'>,
    context: CallContext,
  ): Promise<ResponseOf<'openTrainingData'>> {
    this.#refuseWhileBusy();
    const files = await filesOf(source, 'training', context.signal);
    this.#training = await readTrainingData(files, readOptions(context, 'Reading training data'));
    return reportTraining(this.#training, this.#evaluation);
  }

  async openEvaluationData(
    { source }: RequestOf<'openEvaluationData'>,
    context: CallContext,
  ): Promise<ResponseOf<'openEvaluationData'>> {
    this.#refuseWhileBusy();
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
    this.#refuseWhileBusy();
    const folder = await openModelFolder(source, { signal, onProgress: emit });
    this.#folder = folder;
    this.#trained = null;
    this.#records = null;
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
    return this.#exclusively('a run', async () => {
      const training = needed(this.#training, 'Load training data first.');
      const folder = this.#openFolder();
      const limits = checkSettings(folder, settings);
      const { backend } = await this.#readyDevice(settings);
      const chosen = chooseSets({ rows: training.rows, evaluation: this.#evaluation, settings });
      const sets = {
        ...chosen,
        notes: [...chosen.notes, ...limits, ...describeRules(chosen.test, settings)],
      };
      const data = await describeRunData(training, sets);
      const deviceFailed = new AbortController();
      const stop = AbortSignal.any([signal, deviceFailed.signal]);
      const log: EngineEvent[] = [];
      const record = (event: EngineEvent): void => {
        if (LOGGED.has(event.kind)) log.push(event);
        emit(event);
      };
      const control = new RunControl(stop, (state) => {
        emit({ kind: 'state', state });
      });
      this.#control = control;
      // Until a step is better than the untouched model, the weights of the run before stay what they are.
      const keep = (weights: ReadonlyMap<string, HostTensor>, step: number): void => {
        if (step === 0) return;
        this.#trained = { weights, step, settings, result: null, data };
        this.#records = null;
      };
      return this.#withModel(settings, null, async (model) => {
        const context = { settings, sets, model, backend, control, signal: stop, emit: record, keep };
        const run = runTraining(context, folder.name);
        const finished = await watchDevice(run, () => {
          deviceFailed.abort();
        });
        const { result } = finished;
        const weights = await downloadWeights(model.weights);
        this.#trained = { weights, step: result.bestStep, settings, result, data };
        this.#records = trainingRecords(finished, { settings, sets, log });
        return result;
      }).finally(() => {
        this.#control = null;
      });
    });
  }

  async evaluate({ settings }: RequestOf<'evaluate'>, context: CallContext): Promise<EvaluateResult> {
    return this.#exclusively('an evaluation', async () => {
      const folder = this.#openFolder();
      const { backend } = await this.#readyDevice(settings);
      const started = performance.now();
      const { set: test, notes } = unseenQueries(
        this.#testSet(settings),
        this.#trained?.data.seenQueries ?? new Set(),
      );
      const bm25 = await measureBm25Set({ settings, ...context }, test);
      return this.#withModel(settings, this.#trained, async (model) => {
        const work = measureSet({ model, settings, ...context }, test, 'Measuring the model');
        const measured = await watchDevice(work);
        const seconds = (performance.now() - started) / 1000;
        const result = evaluateResult({
          name: folder.name,
          backend,
          settings,
          test,
          bm25,
          measured,
          seconds,
          notes: [...notes, ...describeRules(test, settings)],
        });
        // The records of a finished run hold these figures and more.
        if (!this.#trained?.result)
          this.#records = evaluationRecords(result, { settings, test, bm25, measured });
        return result;
      });
    });
  }

  control({ action }: RequestOf<'control'>): boolean {
    this.#control?.act(action);
    return this.#control !== null;
  }

  exportModel({ precision }: RequestOf<'exportModel'>): Promise<OutputFile> {
    return exportTrained(this.#openFolder(), this.#trained, precision);
  }

  exportRecords(): readonly OutputFile[] {
    return needed(this.#records, 'Train or evaluate first: there are no figures to save yet.')();
  }

  async embed(
    { texts, kind, settings }: RequestOf<'embed'>,
    { signal }: CallContext,
  ): Promise<ResponseOf<'embed'>> {
    return this.#exclusively('an embedding', async () => {
      await this.#readyDevice(settings);
      return this.#withModel(settings, this.#trained, async (model) => {
        const tokens = texts.map((text) =>
          kind === 'query' ? model.queryTokens(text) : model.passageTokens({ title: '', text }),
        );
        const { width, values } = await watchDevice(embedAll(model, tokens, signal));
        return { dimension: width, values };
      });
    });
  }

  selfCheck(context: CallContext): Promise<ResponseOf<'selfCheck'>> {
    return this.#exclusively('a self-check', async () =>
      runSelfCheck(this.#device ?? (await this.#useDevice('auto')), context),
    );
  }

  /** Runs one computation at a time: its model, data and device must not change under it. */
  async #exclusively<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#refuseWhileBusy();
    this.#busy = what;
    try {
      return await work();
    } finally {
      this.#busy = null;
    }
  }

  #refuseWhileBusy(): void {
    if (this.#busy !== null)
      throw new Error(`The engine is busy with ${this.#busy}. Stop or cancel it first.`);
  }

  async #useDevice(backend: Settings['backend']): Promise<DeviceReport> {
    this.#device = await openDevice(backend);
    return this.#device;
  }

  #openFolder(): ModelFolder {
    return needed(this.#folder, 'Load a model first.');
  }

  async #readyDevice(settings: Settings): Promise<DeviceReport> {
    const device = this.#device;
    const other = settings.backend !== 'auto' && settings.backend !== device?.backend;
    return device === null || other ? this.#useDevice(settings.backend) : device;
  }

  #testSet(settings: Settings): EvalSet {
    if (this.#evaluation !== null) return chooseTestSet(this.#evaluation, settings);
    const { rows } = needed(this.#training, 'Load evaluation data, or training data to hold a share out of.');
    return chooseSets({ rows, evaluation: null, settings }).test;
  }

  /** Puts the weights on the backend for as long as `use` takes. */
  async #withModel<T>(
    settings: Settings,
    trained: TrainedModel | null,
    use: (model: BiEncoder) => Promise<T>,
  ): Promise<T> {
    const folder = this.#openFolder();
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
  readonly backend: BackendName;
  readonly settings: Settings;
  readonly test: EvalSet;
  readonly bm25: Measured;
  readonly measured: Measured;
  readonly seconds: number;
  readonly notes: readonly string[];
}): EvaluateResult {
  const { name, backend, settings, test, bm25, measured, seconds, notes } = given;
  return {
    model: name,
    metric: headlineMetric(settings.k),
    seconds,
    backend,
    testSet: { name: test.name, queries: test.queries.length, passages: test.corpus.length },
    baseline: { bm25: bm25.mean },
    metrics: measured.mean,
    queries: test.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      value: measured.headline[at] ?? 0,
    })),
    notes,
  };
}
