import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { EngineError } from '../client/engine-error';
import type { ColumnMapping } from '../core/formats/mapping/column-mapping';
import type { DataSource, LengthReport, TrainingDataReport } from '../engine/protocol/data';
import type { DeviceReport } from '../engine/protocol/device';
import type { ModelReport, ModelSource } from '../engine/protocol/model';
import type { EvaluateResult, OutputFile } from '../engine/protocol/results';
import type { SelfCheckReport } from '../engine/protocol/self-check';
import type { DataForm } from '../core/formats/writers/data-form';
import { POCKET_OVERRIDES, SAMPLE_OVERRIDES, SETTINGS, type Settings } from '../core/settings/settings';
import { createComparisonStore, forgetEarlierComparisons, type ComparisonStore } from './comparison-store';
import { createDoctorStore, keepChecksFresh, type DoctorStore } from './doctor-store';
import { createEvaluationSets, type EvaluationSets } from './evaluation-sets';
import { createInspectStore, followResults, type InspectStore } from './inspect-store';
import { createLlmStore, forgetEarlierTests, type LlmStore } from './llm-store';
import { createMapStore, forgetEarlierMaps, type MapStore } from './map-store';
import { createMappingStore, type MappingStore } from './mapping-store';
import {
  createMiningActions,
  createMiningStore,
  forgetEarlierMining,
  type MiningActions,
  type MiningStore,
} from './mining-store';
import { createResourceStore, type ResourceStore } from './resource-store';
import {
  createAlignmentActions,
  createAlignmentStore,
  followAlignment,
  type AlignmentActions,
  type AlignmentStore,
} from './alignment-store';
import { createJudgingActions, type JudgingActions } from './judging-actions';
import { createJudgingStore, type JudgingStore } from './judging-store';
import { createRunFiles, type RunFiles } from './run-files';
import { createRunStore, type RunStore } from './run-store';
import { createRunsStore, followRuns, type RunsStore } from './runs-store';
import { NO_MEMORY, type Memory } from './memory';
import { isActive } from './run-state';
import { createStudyStore, type StudyStore } from './study-store';
import { createSimilarityStore, type SimilarityStore } from './similarity-store';
import { createSettingsStore, type Address, type SettingsStore } from './settings-store';
import { toFault, type Fault } from './fault';
import { keepSourceFitting } from './synthesis/keep-source-fitting';
import { createPromptsStore, type PromptsStore } from './synthesis/prompts-store';
import { createSynthesisActions, type SynthesisActions } from './synthesis/synthesis-actions';
import { createSynthesisStore, type SynthesisStore } from './synthesis/synthesis-store';
import { createTrainingReader, type TrainingSource } from './training-source';

/** All state of the page, and everything a person can ask of it. */
export interface App extends SynthesisActions, JudgingActions, AlignmentActions, MiningActions {
  readonly settings: SettingsStore;
  readonly device: ResourceStore<Settings['backend'], DeviceReport>;
  readonly data: ResourceStore<TrainingSource, TrainingDataReport>;
  /** Which column holds what, where a file does not tell. */
  readonly mappings: MappingStore;
  readonly evaluationData: EvaluationSets;
  readonly model: ResourceStore<ModelSource, ModelReport>;
  readonly lengths: ResourceStore<Settings, LengthReport>;
  readonly doctor: DoctorStore;
  readonly comparison: ComparisonStore;
  readonly run: RunStore;
  readonly assessment: ResourceStore<Settings, EvaluateResult>;
  /** Of the last evaluation without training. */
  readonly similarities: SimilarityStore;
  readonly map: MapStore;
  readonly weights: ResourceStore<Settings['precision'], OutputFile>;
  readonly records: ResourceStore<null, readonly OutputFile[]>;
  readonly selfCheck: ResourceStore<null, SelfCheckReport>;
  /** The training data as a file for other tools. */
  readonly dataFile: ResourceStore<{ readonly form: DataForm; readonly settings: Settings }, OutputFile>;
  readonly runFiles: RunFiles;
  /** The runs that this browser keeps, to be compared. */
  readonly runs: RunsStore;
  /** The key of the language model, and whether it answers. */
  readonly llm: LlmStore;
  /** Training data that are made of documents or queries, and the prompts they are made with. */
  readonly synthesis: SynthesisStore;
  readonly prompts: PromptsStore;
  /** Pairs of passages and who judges them, for alignment. */
  readonly judging: JudgingStore;
  /** Preferences, and the last training on them. */
  readonly alignment: AlignmentStore;
  /** Variants of a run with several seeds, and their table. */
  readonly study: StudyStore;
  /** Hard negatives by the current model. */
  readonly mining: MiningStore;
  /** What lies behind the figures. */
  readonly inspect: InspectStore;
  /** The last error that belongs to no operation, such as a lost device. */
  readonly alarm: StoreApi<{ readonly fault: Fault | null }>;
  /** Opens the device; called once when the page is shown. */
  begin(): Promise<void>;
  openData(source: DataSource): Promise<void>;
  /** Opens the data again, the file that was asked about by these columns. */
  answerMapping(mapping: ColumnMapping): Promise<void>;
  /** Forgets all evaluation sets: a share of the training queries is held out instead. */
  holdOut(): Promise<void>;
  start(): Promise<void>;
  /** Trains the model as it is on the preferences. */
  align(): Promise<void>;
  evaluate(): Promise<void>;
  /** Loads the sample and the pocket model, suggests the sample's settings and starts. */
  trySample(): Promise<void>;
  /** Searches a set's corpus with BM25, the untouched and the trained model. */
  search(set: string, query: string): Promise<void>;
  /** The embeddings of a set's corpus as a file; null when that failed or was cancelled. */
  exportIndex(set: string): Promise<OutputFile | null>;
  /** The training rows, as the fixes leave them, in a form; null when that failed or was cancelled. */
  saveData(form: DataForm): Promise<OutputFile | null>;
  /** Compares what the device computes with what it should; needs no data and touches none. */
  checkDevice(): Promise<void>;
  /** Estimates how long a study with the settings of the form takes. */
  planStudy(): Promise<void>;
  /** Starts a study, or goes on with it. */
  startStudy(): Promise<void>;
  raiseAlarm(error: EngineError): void;
  dismissAlarm(): void;
}

export function createApp(client: Client, address: Address, memory: Memory = NO_MEMORY): App {
  const stores = createStores(client, address, memory);
  keepInStep(stores);
  return { ...stores, ...createActions(client, stores) };
}

type Stores = ReturnType<typeof createStores>;

function createStores(client: Client, address: Address, memory: Memory) {
  const evaluationData = createEvaluationSets(client);
  const similarities = createSimilarityStore();
  const settings = createSettingsStore(address);
  const mappings = createMappingStore(client, () => settings.getState().settings);
  return {
    settings,
    mappings,
    run: createRunStore(client),
    alarm: createStore<{ fault: Fault | null }>(() => ({ fault: null })),
    device: createResourceStore(client, (backend: Settings['backend'], options) =>
      client.call('openDevice', { backend }, options),
    ),
    data: createResourceStore(client, createTrainingReader(client, mappings)),
    evaluationData,
    model: createResourceStore(client, (source: ModelSource, options) =>
      client.call('openModel', { source }, options),
    ),
    lengths: createResourceStore(client, (settings: Settings, options) =>
      client.call('measureLengths', { settings }, options),
    ),
    doctor: createDoctorStore(client),
    comparison: createComparisonStore(client),
    assessment: createResourceStore(client, (settings: Settings, options) =>
      client.call('evaluate', { settings }, { ...options, onEvent: similarities.listen(options.onEvent) }),
    ),
    similarities,
    map: createMapStore(client),
    weights: createResourceStore(client, (precision: Settings['precision'], options) =>
      client.call('exportModel', { precision }, options),
    ),
    records: createResourceStore(client, (_: null, options) => client.call('exportRecords', {}, options)),
    inspect: createInspectStore(client),
    selfCheck: createResourceStore(client, (_: null, options) => client.call('selfCheck', {}, options)),
    dataFile: createResourceStore(
      client,
      (request: { readonly form: DataForm; readonly settings: Settings }, options) =>
        client.call('exportData', request, options),
    ),
    runFiles: createRunFiles(client, evaluationData.restore),
    runs: createRunsStore(client, settings),
    study: createStudyStore(client),
    llm: createLlmStore(client, memory),
    synthesis: createSynthesisStore(client),
    judging: createJudgingStore(client),
    alignment: createAlignmentStore(client),
    mining: createMiningStore(client, settings),
    prompts: createPromptsStore(memory),
  };
}

/** What follows from changes of state, whoever made them. */
function keepInStep(stores: Stores): void {
  followResults(stores);
  followRuns(stores);
  followAlignment(stores);
  forgetEarlierMaps(stores);
  keepDataRead(stores);
  keepLengthsFresh(stores);
  keepChecksFresh(stores);
  forgetEarlierComparisons(stores);
  forgetEarlierTests(stores);
  forgetEarlierMining(stores);
  keepDeviceChosen(stores);
  forgetFiguresOfOtherModels(stores);
  suggestForModel(stores);
  markFiguresOfEarlierData(stores);
  keepSourceFitting(stores.settings);
}

function createActions(client: Client, stores: Stores) {
  const { settings, device, data, evaluationData, model, lengths, run, assessment, weights, records } =
    stores;

  /** Brings back what a crash of the engine took. */
  const restore = async (): Promise<boolean> => {
    for (const store of [device, data, evaluationData, model, stores.alignment.preferences])
      if (!(await store.restore())) return false;
    return true;
  };
  const startRun = async (carryOut: (settings: Settings) => Promise<void>): Promise<void> => {
    if (isActive(run.getState().phase)) return;
    lengths.cancel();
    assessment.clear();
    weights.clear();
    records.clear();
    stores.inspect.forget();
    if (!(await restore())) return;
    await carryOut(settings.getState().settings);
    if (run.getState().phase === 'finished') await records.open(null);
  };

  return {
    begin: async () => {
      await device.open(settings.getState().settings.backend);
      await Promise.all([stores.runs.load(), stores.synthesis.load()]);
    },
    openData: (source: DataSource) => openData(stores, source),
    answerMapping: async (mapping: ColumnMapping) => {
      const source = stores.mappings.answer(mapping);
      if (source !== null) await openData(stores, source);
    },
    holdOut: () => holdOut(client, stores),
    start: () => startRun(run.start),
    align: () => startRun(run.align),
    evaluate: async () => {
      records.clear();
      if (!(await restore())) return;
      if ((await assessment.open(settings.getState().settings)) !== null) await records.open(null);
    },
    trySample: async () => {
      if (await openSample(stores)) await startRun(run.start);
    },
    ...createSearchActions(stores, restore),
    ...createSaveActions(stores),
    ...createStudyActions(stores, restore),
    ...createMiningActions(stores, restore),
    ...createAlignmentActions(client, stores),
    ...createJudgingActions(stores, () => stores.llm.getState().key),
    ...createSynthesisActions(stores, {
      openModel: () => openPocketByDefault(stores),
      key: () => stores.llm.getState().key,
    }),
    checkDevice: () => checkDevice(stores),
    ...createAlarmActions(stores),
  };
}

async function holdOut(client: Client, { evaluationData, alarm }: Stores): Promise<void> {
  evaluationData.clear();
  try {
    await client.call('openEvaluationData', { source: { kind: 'heldOut' } });
  } catch (error) {
    alarm.setState({ fault: toFault(error) });
  }
}

function createAlarmActions({ alarm }: Stores) {
  return {
    raiseAlarm: (error: EngineError) => {
      alarm.setState({ fault: toFault(error) });
    },
    dismissAlarm: () => {
      alarm.setState({ fault: null });
    },
  };
}

/** Saves what is open now, also after a crash of the engine. */
function createSaveActions({ settings, data, evaluationData, dataFile }: Stores) {
  return {
    saveData: async (form: DataForm) => {
      for (const store of [data, evaluationData]) if (!(await store.restore())) return null;
      return dataFile.open({ form, settings: settings.getState().settings });
    },
  };
}

/** Studies of what is open now, also after a crash of the engine. */
function createStudyActions({ settings, lengths, study }: Stores, restore: () => Promise<boolean>) {
  return {
    planStudy: async () => {
      lengths.cancel();
      if (await restore()) await study.plan.open(settings.getState().settings);
    },
    startStudy: async () => {
      lengths.cancel();
      if (await restore()) await study.start(settings.getState().settings);
    },
  };
}

/** What embeds a corpus: on what is open now, also after a crash of the engine. */
function createSearchActions({ settings, inspect }: Stores, restore: () => Promise<boolean>) {
  return {
    search: async (set: string, query: string) => {
      if (await restore()) await inspect.search.open({ set, query, settings: settings.getState().settings });
    },
    exportIndex: async (set: string) =>
      (await restore()) ? inspect.index.open({ set, settings: settings.getState().settings }) : null,
  };
}

/** The sample's rows, its set of the same domain and its set of another, and the model it is made for. */
async function openSample({ settings, data, evaluationData, model }: Stores): Promise<boolean> {
  settings.suggest({ ...SAMPLE_OVERRIDES, model: 'pocket' });
  if ((await data.open({ kind: 'sample' })) === null) return false;
  for (const role of ['in', 'out'] as const)
    if ((await evaluationData.open({ files: { kind: 'sample' }, role })) === null) return false;
  if ((await model.open({ kind: 'pocket' })) === null) return false;
  // Again: opening the model suggested what suits it on other data.
  settings.suggest(SAMPLE_OVERRIDES);
  return true;
}

/** On the device that was chosen, also after a crash of the engine. */
async function checkDevice({ device, selfCheck }: Stores): Promise<void> {
  if (await device.restore()) await selfCheck.open(null);
}

async function openData(stores: Stores, source: DataSource): Promise<void> {
  if ((await stores.data.open(source)) !== null) await openPocketByDefault(stores);
}

/** Reads the training data again when a setting of how they are read has changed. */
function keepDataRead(stores: Stores): void {
  const { settings, mappings } = stores;
  settings.subscribe(({ settings: now }, { settings: before }) => {
    const { source } = mappings.getState();
    if (now.otherLayouts !== before.otherLayouts && source !== null) void openData(stores, source);
  });
}

/** The built-in model needs no request, so it is opened unasked; one of the Hub never is. */
async function openPocketByDefault({ model, settings }: Stores): Promise<void> {
  if (model.getState().status !== 'empty' || settings.getState().settings.model !== 'pocket') return;
  await model.open({ kind: 'pocket' });
}

/** Figures of a run stay when other data are opened, but are marked as such; a failure on them is over. */
function markFiguresOfEarlierData({ data, evaluationData, run }: Stores): void {
  const mark = (state: { readonly value: unknown }, before: { readonly value: unknown }): void => {
    const { phase, result } = run.getState();
    if (state.value === before.value || isActive(phase)) return;
    if (phase === 'failed') run.reset();
    else if (result !== null) run.setState({ ofEarlierData: true });
  };
  data.subscribe(mark);
  evaluationData.subscribe(mark);
}

/** Suggests the step size and length of training that suit the opened model; what the person chose stays. */
function suggestForModel({ model, settings }: Stores): void {
  model.subscribe(({ value }, before) => {
    if (value === null || value === before.value) return;
    const usual = { lr: SETTINGS.lr.default, epochs: SETTINGS.epochs.default };
    settings.suggest(value.name === 'pocket' ? POCKET_OVERRIDES : usual);
  });
}

/** Measures the token lengths again whenever the data, the model or a setting they depend on has changed. */
function keepLengthsFresh({ settings, data, model, lengths, run }: Stores): void {
  let measured: readonly unknown[] = [];
  const check = (): void => {
    const { value: report } = data.getState();
    const { value: opened } = model.getState();
    if (report === null || opened === null || isActive(run.getState().phase)) return;
    const now = settings.getState().settings;
    const inputs = [report, opened, now.maxLength, now.queryPrompt, now.passagePrompt, now.titles];
    const same = inputs.every((input, i) => input === measured[i]);
    if (same && lengths.getState().status !== 'cancelled') return; // a run cancels a measurement under way
    measured = inputs;
    void lengths.open(now);
  };
  data.subscribe(check);
  model.subscribe(check);
  settings.subscribe(check);
  run.subscribe((state, before) => {
    if (state.phase !== before.phase) check();
  });
}

/** Opens another backend as soon as it is asked for, so that the header tells whether it works. */
function keepDeviceChosen({ settings, device }: Stores): void {
  settings.subscribe(({ settings: now }, { settings: before }) => {
    if (now.backend !== before.backend) void device.open(now.backend);
  });
}

/** A model that was opened takes the place of the trained weights in the engine, so their figures go too. */
function forgetFiguresOfOtherModels({ model, run, assessment, weights, records, inspect }: Stores): void {
  model.subscribe((state, before) => {
    if (before.status !== 'opening' || state.status !== 'ready') return;
    run.reset();
    for (const store of [assessment, weights, records]) store.clear();
    inspect.forget();
  });
}
