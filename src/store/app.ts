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
import type { Settings } from '../core/settings/settings';
import { createComparisonStore, type ComparisonStore } from './comparison-store';
import { createDoctorStore, type DoctorStore } from './doctor-store';
import { createEvaluationSets, type EvaluationSets } from './evaluation-sets';
import { createInspectStore, type InspectStore } from './inspect-store';
import { keepInStep } from './keep-in-step';
import { createLlmStore, type LlmStore } from './llm-store';
import { createMapStore, type MapStore } from './map-store';
import { createMappingStore, type MappingStore } from './mapping-store';
import { createMiningActions, createMiningStore, type MiningActions, type MiningStore } from './mining-store';
import { createResourceStore, type ResourceStore } from './resource-store';
import {
  createAlignmentActions,
  createAlignmentStore,
  type AlignmentActions,
  type AlignmentStore,
} from './alignment-store';
import { createJudgingActions, type JudgingActions } from './judging-actions';
import { createJudgingStore, type JudgingStore } from './judging-store';
import { openData, openPocketByDefault, openSample } from './open-data';
import { createRunFiles, type RunFiles } from './run-files';
import { createRunStore, type RunStore } from './run-store';
import { createRunsStore, type RunsStore } from './runs-store';
import { NO_MEMORY, type Memory } from './memory';
import { isActive } from './run-state';
import { createStudyStore, type StudyStore } from './study-store';
import { createSimilarityStore, type SimilarityStore } from './similarity-store';
import { createSettingsStore, type Address, type SettingsStore } from './settings-store';
import { toFault, type Fault } from './fault';
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
  keepInStep(client, stores);
  return { ...stores, ...createActions(client, stores) };
}

export type Stores = ReturnType<typeof createStores>;

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
    llm: createLlmStore(client, memory, settings),
    synthesis: createSynthesisStore(client),
    judging: createJudgingStore(client),
    alignment: createAlignmentStore(client),
    mining: createMiningStore(client, settings),
    prompts: createPromptsStore(memory),
  };
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
    align: async () => {
      // Not from other weights than the page said: it says so first.
      if (stores.alignment.noticeLoss() || !(await restore())) return;
      if (stores.alignment.preferences.getState().value === null) return;
      const { trained, lost } = stores.alignment.getState().start;
      await startRun((now) => run.align(now, trained !== null && !lost));
    },
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

/** On the device that was chosen, also after a crash of the engine. */
async function checkDevice({ device, selfCheck }: Stores): Promise<void> {
  if (await device.restore()) await selfCheck.open(null);
}
