/**
 * What the page and the engine's worker say to each other. Types only: importing this file loads no tfjs.
 * `Api` is the one list of commands; the client and the worker derive their messages from it, so that a
 * forgotten command does not compile.
 */
import type { Prompts } from '../core/synthesis/prompt';
import type { SyntheticRow } from '../core/synthesis/synthetic-row';
import type { MappingQuestion } from '../core/formats/mapping/column-mapping';
import type { LayoutChoices } from '../core/formats/mapping/layout-choices';
import type { Judgements } from '../core/preferences/pair';
import type { SetRole } from '../core/data/set-role';
import type { DataForm } from '../core/formats/writers/data-form';
import type { RunComparison } from '../core/run-files/compare-runs';
import type { Settings } from '../core/settings/settings';
import type { StudySources } from '../core/study/reproduce';
import type { StudyCell } from '../core/study/study-cell';
import type { StudyTable } from '../core/study/study-table';
import type { AlignmentStage, PreferencesReport } from './protocol/alignment';
import type { CutoffsReport, CutoffsRequest } from './protocol/cutoffs';
import type { DataSource, EvaluationDataReport, LengthReport, TrainingDataReport } from './protocol/data';
import type { DeviceReport } from './protocol/device';
import type { CompareRequest, GroupComparison } from './protocol/distribution';
import type { DoctorReport } from './protocol/doctor';
import type { EngineEvent } from './protocol/events';
import type {
  QuestionsReport,
  QuestionsRequest,
  RankingsReport,
  RankingsRequest,
  SearchableSet,
  SearchReport,
  SearchRequest,
} from './protocol/inspect';
import type { LlmEstimate, LlmTestReport } from './protocol/llm';
import type { EmbeddingMap, MapRequest } from './protocol/map';
import type { MinedForm, MiningPreview, MiningPreviewRequest, MiningReport } from './protocol/mining';
import type { ModelReport, ModelSource } from './protocol/model';
import type { PairsChange, PairsReport, UsedPreferences } from './protocol/pairs';
import type { EvaluateResult, OutputFile, RunResult } from './protocol/results';
import type { RunFilesComparison, RunFilesResult } from './protocol/run-files';
import type { StudyPlan, StudyReport } from './protocol/study';
import type {
  SourceTextsReport,
  SyntheticChange,
  SynthesisRates,
  SynthesisReport,
} from './protocol/synthesis';
import type { SelfCheckReport } from './protocol/self-check';
import type {
  RunChange,
  RunSummary,
  StoredComparison,
  StoredComparisonRequest,
  StoredRun,
} from './protocol/stored-runs';

/** Every command: its request and its response. Long ones emit events while they run and stop when aborted. */
export interface Api {
  openDevice: { request: { backend: Settings['backend'] }; response: DeviceReport };
  /** A file without a usable row fails with the question which of its columns holds what, for the next call's `mappings`. */
  openTrainingData: { request: { source: DataSource } & LayoutChoices; response: TrainingDataReport };
  /** Asks the same of a file that was read: `file` is its path in the report. */
  askMapping: { request: { source: DataSource; file: string }; response: MappingQuestion };
  /**
   * Opens one more evaluation set, `in` unless told otherwise, in the place of one with the same name; the sample has a
   * set for each role. `name` is for files that do not tell it. `heldOut`: forget all sets and hold out a share of the training queries at the next run.
   * Answers with all open sets, in the order in which they were opened.
   */
  openEvaluationData: {
    request: { source: DataSource | { readonly kind: 'heldOut' }; role?: SetRole; name?: string };
    response: readonly EvaluationDataReport[];
  };
  /** Gives an open evaluation set another role, or closes it; answers with all open sets. */
  changeEvaluationData: {
    request: { name: string; change: SetRole | 'remove' };
    response: readonly EvaluationDataReport[];
  };
  openModel: { request: { source: ModelSource }; response: ModelReport };
  /** Checks the training data against the open evaluation sets, with the fixes that the settings name. */
  checkData: { request: { settings: Settings }; response: DoctorReport };
  /** How the texts of two groups differ in length, words and, with a model, embeddings. */
  compareGroups: { request: CompareRequest; response: GroupComparison };
  /** The training rows as the fixes that the settings name leave them, as a file for other tools. */
  exportData: { request: { form: DataForm; settings: Settings }; response: OutputFile };
  /** Needs a model and training data. */
  measureLengths: { request: { settings: Settings }; response: LengthReport };
  /** Baselines, training, final evaluation. */
  train: { request: { settings: Settings }; response: RunResult };
  evaluate: { request: { settings: Settings }; response: EvaluateResult };
  /** Opens preferences in the place of earlier ones. The report tells what an alignment with the settings would train on. */
  openPreferences: {
    request: { source: DataSource; settings: Settings };
    response: PreferencesReport;
  };
  /** The same of whatever preferences there are, judged ones too; null where there are none. */
  preferences: { request: { settings: Settings }; response: PreferencesReport | null };
  /** Trains the distilled model (without one, the opened model) on the preferences, measured before and after like `train`. */
  align: { request: { settings: Settings }; response: RunResult };
  /**
   * Uses the model before the last alignment again, or the one after it. Answers with the result of the run that made it;
   * null for the opened model and for a run that did not finish.
   */
  rollBack: { request: { to: AlignmentStage }; response: RunResult | null };
  /** Acts on the run in progress; answers false when there is none. `stop` keeps the best weights so far. */
  control: { request: { action: 'pause' | 'resume' | 'stop' }; response: boolean };
  /** The weights of the last run (or, before any, of the loaded model) as a sentence-transformers folder in a zip. */
  exportModel: { request: { precision: Settings['precision'] }; response: OutputFile };
  /** metrics.json, per-query.csv, run.trec, training-log.jsonl of the last run or evaluation. */
  exportRecords: { request: Record<string, never>; response: readonly OutputFile[] };
  /** A metric's value for every question that the last run or evaluation measured. */
  questions: { request: QuestionsRequest; response: QuestionsReport };
  /** nDCG, recall and precision of what was measured on a set at every cut-off from 1 to 100, and precision by recall. */
  cutoffs: { request: CutoffsRequest; response: CutoffsReport };
  /** How BM25, the untouched and the trained model ranked one question, with the texts. */
  rankings: { request: RankingsRequest; response: RankingsReport };
  /** What `search` can search: the evaluation sets, or the passages of the training data. */
  searchable: { request: { settings: Settings }; response: readonly SearchableSet[] };
  /** Searches a set's corpus for any text; embeds the corpus first when it was not searched before. */
  search: { request: SearchRequest; response: SearchReport };
  /** The embeddings of a set's corpus under the current weights, with ids, for other tools: a zip. */
  exportIndex: { request: { set: string; settings: Settings }; response: OutputFile };
  /** Draws the embeddings that were recorded at every evaluation of the curve; works while a run goes on, too. */
  projectEmbeddings: { request: MapRequest; response: EmbeddingMap };
  /** Computes every operation on the open device and compares it with a reference; needs neither model nor data. */
  selfCheck: { request: Record<string, never>; response: SelfCheckReport };
  /**
   * Measures runs from their files, TREC's or JSON, on judgements from files or, without any, on the open evaluation
   * sets. Needs no model.
   */
  evaluateRunFiles: {
    request: { runs: readonly File[]; qrels: readonly File[]; settings: Settings };
    response: RunFilesResult;
  };
  /** Of the runs that were measured last; p-values are corrected for all comparisons of the answer. */
  compareRunFiles: { request: RunFilesComparison; response: readonly RunComparison[] };
  /** metrics.json, with the last comparison, and per-query.csv of the runs that were measured last. */
  exportRunFiles: { request: Record<string, never>; response: readonly OutputFile[] };
  /** The records of runs that this browser keeps, newest first; they outlive the page. */
  listRuns: { request: Record<string, never>; response: readonly RunSummary[] };
  /** Answers, like the next two, with all runs as they are then. */
  changeRun: { request: { id: string; change: RunChange }; response: readonly RunSummary[] };
  /** `removed` is for `restoreRun`: the engine keeps nothing of it. */
  deleteRun: { request: { id: string }; response: { removed: StoredRun; runs: readonly RunSummary[] } };
  restoreRun: { request: { run: StoredRun }; response: readonly RunSummary[] };
  /** Holds stored runs against each other: curves, intervals, and tests of all pairs on the same questions. */
  compareStoredRuns: { request: StoredComparisonRequest; response: StoredComparison };
  /** All stored runs as JSON Lines. */
  exportRuns: { request: Record<string, never>; response: OutputFile };
  /** Asks the language model for a word, to see whether it answers. `key` is sent to it and kept nowhere. */
  testLlm: { request: { settings: Settings; key: string }; response: LlmTestReport };
  /** Opens texts to make rows from, to mine and to rank, in the place of earlier ones. */
  openDocuments: { request: { source: DataSource }; response: SourceTextsReport };
  /** Opens queries to make rows for, in the place of earlier ones. */
  openQueries: { request: { source: DataSource }; response: SourceTextsReport };
  /** What `synthesize` would ask with these settings, and what it would cost. */
  estimateSynthesis: { request: { settings: Settings; prompts: Prompts }; response: LlmEstimate };
  /** Makes rows, or goes on where the last work stopped; every change comes as an event and is kept in this browser. */
  synthesize: {
    /** `tellReplies`: every reply comes as an event too, for whoever keeps them outside of this browser. */
    request: { settings: Settings; prompts: Prompts; key: string; tellReplies?: boolean };
    response: SynthesisReport;
  };
  /** The table as it is kept. */
  synthesis: { request: Record<string, never>; response: SynthesisReport };
  /** The table where another tab changed it since the page was given it; null where none did. */
  synthesisNews: { request: Record<string, never>; response: SynthesisReport | null };
  /** Changes rows as a person does; answers with all rows that changed since they were told, and the rates of all. */
  changeSynthetic: {
    request: { ids: readonly string[]; change: SyntheticChange };
    response: { rows: readonly SyntheticRow[]; rates: SynthesisRates };
  };
  /** Forgets the table; stored replies stay, so that the same work costs nothing again. */
  clearSynthesis: { request: Record<string, never>; response: SynthesisReport };
  /** Opens the rows that are accepted (without any: all that are made and not rejected) as training data. */
  useSynthesis: { request: Record<string, never>; response: TrainingDataReport };
  /** Keeps replies that were saved before (`log` of `exportSynthesis`), so that the same is not paid for again. */
  keepReplies: { request: { source: DataSource }; response: { readonly replies: number } };
  /** The table as stage-1 JSONL (`rows`), or every reply as it came (`log`). */
  exportSynthesis: { request: { what: 'rows' | 'log' }; response: OutputFile };
  /** Ranks the corpus that the settings name for the training queries with the current weights, to mine hard negatives. */
  mine: { request: { settings: Settings }; response: MiningReport };
  /** What other settings would take of what was ranked; answers at once. */
  previewMining: { request: MiningPreviewRequest; response: MiningPreview };
  /** Makes the rows with their mined negatives the training data. */
  useMined: { request: { settings: Settings }; response: TrainingDataReport };
  exportMined: { request: { form: MinedForm; settings: Settings }; response: OutputFile };
  /**
   * Ranks passages for the training queries with the current weights and pairs the best of each, in the place of earlier
   * pairs. Verdicts on pairs with the same texts stay.
   */
  proposePairs: { request: { settings: Settings }; response: PairsReport };
  /** The pairs and verdicts as this browser keeps them. */
  pairs: { request: Record<string, never>; response: PairsReport };
  /** Forgets pairs and verdicts; stored replies stay. */
  clearPairs: { request: Record<string, never>; response: PairsReport };
  /** What `judgePairs` would ask with these settings, and what it would cost. */
  estimateJudging: { request: { settings: Settings; prompts: Prompts }; response: LlmEstimate };
  /** The language model judges the pairs that it has not; verdicts come as events and are kept in this browser. */
  judgePairs: {
    /** `tellReplies`: as for `synthesize`. */
    request: { settings: Settings; prompts: Prompts; key: string; tellReplies?: boolean };
    response: PairsReport;
  };
  /** A person's word on a pair; null takes it back. */
  judgePair: { request: { id: string; verdict: Judgements['person'] }; response: PairsChange };
  /** What alignment trains on: the verdicts of the judge that the settings name. */
  usePreferences: { request: { settings: Settings }; response: UsedPreferences };
  /** The same as preferences.jsonl. */
  exportPreferences: { request: { settings: Settings }; response: OutputFile };
  /** What `study` would compute with these settings, and how long it takes on this device. */
  estimateStudy: { request: { settings: Settings }; response: StudyPlan };
  /**
   * Trains a grid of variants with several seeds, or goes on where the last study stopped: finished cells are kept in this
   * browser. `cells` of elsewhere count too. The trained model stays as it is.
   */
  study: { request: { settings: Settings; cells: readonly StudyCell[] }; response: StudyReport };
  /** The table of the study so far, with another row as the reference; also while it goes on. */
  studyTable: { request: { reference: string }; response: StudyTable };
  /** study.json, study.csv, study.md; `sources` are what the commands in them name, null: the names of what is open. */
  exportStudy: { request: { sources: StudySources | null }; response: readonly OutputFile[] };
  /** Forgets all stored cells. */
  clearStudy: { request: Record<string, never>; response: Record<string, never> };
  /** Embeddings [texts.length, dimension], row-major, from the current weights. */
  embed: {
    request: { texts: readonly string[]; kind: 'query' | 'passage'; settings: Settings };
    response: { dimension: number; values: Float32Array };
  };
}

export type Command = keyof Api;

export type RequestOf<C extends Command> = Api[C]['request'];

export type ResponseOf<C extends Command> = Api[C]['response'];

/** Page to worker. */
export type ToWorker =
  | { [C in Command]: { readonly id: number; readonly command: C; readonly request: RequestOf<C> } }[Command]
  | { readonly abort: number }
  /** Leads to the browser's own language model, where there is one. */
  | { readonly builtInModel: MessagePort };

/** How an error crosses: `file`, `line` where the fault lies in an input. `name` is 'AbortError' for a cancelled call. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly file?: string;
  readonly line?: number;
  /** Where no row of `file` could be used, but its columns may be chosen. */
  readonly question?: MappingQuestion;
}

/** Worker to page. `id` 0: not an answer to a call (device loss, for example). */
export type FromWorker =
  | { readonly id: number; readonly event: EngineEvent }
  | { [C in Command]: { readonly id: number; readonly command: C; readonly result: ResponseOf<C> } }[Command]
  | { readonly id: number; readonly error: WireError };
