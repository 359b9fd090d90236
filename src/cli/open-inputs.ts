import { basename, resolve } from 'node:path';
import type { SetRole } from '../core/data/set-role.ts';
import { InputError } from '../core/input-error.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { LayoutChoices } from '../core/formats/mapping/layout-choices.ts';
import { parseMapping } from '../core/formats/mapping/parse-mapping.ts';
import type { FileReport } from '../core/data/file-report.ts';
import type { EvaluationDataReport, TrainingDataReport } from '../engine/protocol/data.ts';
import type { AppSession } from './app-session.ts';
import { hubDataset, type HubDataset } from './hub-dataset.ts';
import { inputFiles, inputFilesOf, type InputFile } from './input-files.ts';
import { modelChoice, type ModelChoice } from './model-choice.ts';
import type { Paths } from './parse-command-line.ts';

/** The files of an evaluation set. */
export interface EvaluationInput {
  readonly name: string;
  readonly role: SetRole;
  readonly files: readonly InputFile[];
}

/** The inputs of a command, found on the disk before anything is started. */
export interface Inputs {
  readonly data: readonly InputFile[] | undefined;
  /** In place of files. */
  readonly dataset: HubDataset | undefined;
  /** How training data of unknown layout are read. */
  readonly layout: LayoutChoices;
  readonly evaluations: readonly EvaluationInput[];
  readonly model: ModelChoice;
  /** Preferences to align with. */
  readonly preferences: readonly InputFile[] | undefined;
  /** Texts to make queries for, to mine from or to judge. */
  readonly documents: readonly InputFile[] | undefined;
  /** Queries, prompts and replies to make training data with. */
  readonly texts: readonly InputFile[];
  /** Run files to measure instead of the model, and judgements for them; both mostly empty. */
  readonly runs: readonly InputFile[];
  readonly qrels: readonly InputFile[];
}

/** Looks for every input the user named. Throws InputError for the first that is not there. */
export function findInputs(paths: Omit<Paths, 'out'>, settings: Settings): Inputs {
  checkRunFlags(paths);
  const dataset = hubDataset(paths.data ?? [], settings, process.env);
  return {
    data: paths.data === undefined || dataset !== undefined ? undefined : inputFilesOf(paths.data),
    dataset,
    layout: {
      mappings: paths.map === undefined ? [] : [{ mapping: parseMapping(paths.map, '--map') }],
      otherLayouts: settings.otherLayouts,
    },
    evaluations: evaluationInputs(paths),
    preferences: paths.preferences === undefined ? undefined : inputFilesOf(paths.preferences),
    model: modelChoice(settings, process.env),
    documents: paths.documents === undefined ? undefined : inputFilesOf(paths.documents),
    texts: inputFilesOf([
      ...(paths.queries ?? []),
      ...(paths.replies ?? []),
      ...(paths.prompts === undefined ? [] : [paths.prompts]),
    ]),
    runs: namedByPath(paths.run ?? []),
    qrels: namedByPath(paths.qrels ?? []),
  };
}

function checkRunFlags({ data, eval: evaluations, evalOut, run, qrels }: Omit<Paths, 'out'>): void {
  if (run === undefined && qrels !== undefined)
    throw new InputError('--qrels', 'judges run files, so it needs --run');
  if (run === undefined) return;
  if (data !== undefined) throw new InputError('--data', 'has no use beside --run');
  if ((qrels ?? evaluations ?? evalOut) === undefined)
    throw new InputError('--run', 'needs judgements: --qrels or --eval');
}

/** Files whose names are their whole paths, which tell `a/run.trec` from `b/run.trec`. */
function namedByPath(paths: readonly string[]): InputFile[] {
  return paths.flatMap((path) => inputFiles(path).map((file) => ({ ...file, name: file.path })));
}

/** The evaluation sets, those like the training data first, each named after its file or folder. */
function evaluationInputs(paths: Pick<Paths, 'eval' | 'evalOut'>): EvaluationInput[] {
  const given = [
    ...(paths.eval ?? []).map((path) => ({ path, role: 'in' as const })),
    ...(paths.evalOut ?? []).map((path) => ({ path, role: 'out' as const })),
  ];
  const taken = new Set<string>();
  return given.map(({ path, role }) => {
    const own = basename(resolve(path)).replace(/\.zip$/i, '');
    let name = own;
    for (let copy = 2; taken.has(name); copy++) name = `${own} (${copy})`;
    taken.add(name);
    return { name, role, files: inputFiles(path) };
  });
}

/** Every file that belongs to the inputs. */
export function allInputPaths({
  data,
  evaluations,
  preferences,
  documents,
  texts,
  model,
  runs,
  qrels,
}: Inputs): string[] {
  const judged = evaluations.flatMap(({ files }) => files);
  const files = [
    ...(data ?? []),
    ...(preferences ?? []),
    ...(documents ?? []),
    ...texts,
    ...judged,
    ...(model.kind === 'files' ? model.files : []),
    ...runs,
    ...qrels,
  ];
  return files.map(({ path }) => path);
}

/** Files of the model's folder that an export surely copies: descriptions and texts, not weights in other forms. */
export function namesKeptByExport({ model }: Inputs): string[] {
  if (model.kind !== 'files') return [];
  return model.files.map(({ name }) => name).filter((name) => /\.(?:json|txt|md|csv)$/i.test(name));
}

export interface OpenedData {
  readonly training: TrainingDataReport | undefined;
  readonly evaluations: readonly EvaluationDataReport[];
}

/** Opens evaluation data, documents and training data; `note` hears what was left out. */
export async function openData(
  session: AppSession,
  inputs: Inputs,
  note: (text: string) => void,
): Promise<OpenedData> {
  let evaluations: readonly EvaluationDataReport[] = [];
  for (const { files, ...about } of inputs.evaluations)
    evaluations = await session.open('openEvaluationData', files, about);
  for (const { name, notes, ...rest } of evaluations) {
    const prefix = evaluations.length > 1 ? `${name}: ` : '';
    for (const text of notes) note(prefix + text);
    noteRejects({ file: prefix === '' ? 'evaluation data' : name, ...rest }, note);
  }
  if (inputs.documents !== undefined) {
    const { count, files } = await session.open('openDocuments', inputs.documents);
    note(`${count} documents.`);
    for (const file of files) noteRejects(file, note);
  }
  const training = await openTraining(session, inputs);
  for (const text of training?.notes ?? []) note(text);
  for (const file of training?.files ?? []) noteRejects(file, note);
  return { training, evaluations };
}

function openTraining(
  session: AppSession,
  { data, dataset, layout }: Inputs,
): Promise<TrainingDataReport | undefined> {
  if (dataset !== undefined) return session.call('openTrainingData', { source: dataset, ...layout });
  return data === undefined ? Promise.resolve(undefined) : session.open('openTrainingData', data, layout);
}

function noteRejects(
  file: Pick<FileReport, 'file' | 'rejected' | 'rejectedCount'>,
  note: (text: string) => void,
): void {
  const [first] = file.rejected;
  if (first === undefined) return;
  const place = first.file === file.file ? `line ${first.line}` : `${first.file}:${first.line}`;
  const left = `${file.rejectedCount} ${file.rejectedCount === 1 ? 'line' : 'lines'} left out`;
  note(`${file.file}: ${left}; the first is ${place}: ${first.reason}`);
}

/** The notes of a result, with what of the evaluation data did not enter it. */
export function withRejects(notes: readonly string[], { evaluations }: OpenedData): readonly string[] {
  const count = evaluations.reduce((sum, { rejectedCount }) => sum + rejectedCount, 0);
  if (count === 0) return notes;
  return [...notes, `${count} ${count === 1 ? 'line' : 'lines'} of the evaluation data could not be used.`];
}

export async function openModel(session: AppSession, { model }: Inputs): Promise<void> {
  if (model.kind === 'source') {
    await session.call('openModel', { source: model.source });
    return;
  }
  try {
    await session.open('openModel', model.files);
  } catch (error) {
    // Such a fault lies in the choice of the folder, not in a file of it.
    if (error instanceof InputError && error.file === model.path)
      throw new InputError(`--model ${model.path}`, error.reason, error.line);
    throw error;
  }
}
