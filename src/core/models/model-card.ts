import type { SetRole } from '../data/set-role';
import { setLabel } from '../results/set-label';
import { systemNames } from '../results/system-names';
import type { ChecksSummary } from '../doctor/checks-summary';
import { SETTINGS, SETTING_NAMES, type Settings } from '../settings/settings';

/** Metric name, as in `nDCG@10`, to mean over the test queries. */
type Figures = Readonly<Record<string, number>>;

/** The figures of a run on one evaluation set. */
export interface CardSet {
  readonly testSet: {
    readonly name: string;
    readonly split: string;
    readonly role: SetRole;
    readonly queries: number;
    readonly passages: number;
  };
  readonly baseline: { readonly bm25: Figures; readonly untouched: Figures };
  readonly metrics: Figures;
  /** BM25 joined with the trained model, where that was measured. */
  readonly hybrid?: Figures;
  readonly delta: {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly p: number;
    readonly verdict: string;
  };
  /** After Holm's correction. */
  readonly adjustedP: number;
  readonly foundFirst: { readonly bm25: number; readonly before: number; readonly after: number };
}

/** What a finished run says about itself; the engine's result of a run fits. */
export interface CardRun extends CardSet {
  readonly loss: string;
  readonly steps: number;
  readonly seconds: number;
  readonly backend: string;
  readonly seed: number;
  readonly metric: string;
  readonly others: readonly CardSet[];
  readonly bestStep: number;
  readonly stopped: string;
  /** Of a run on preferences: whether it began with weights that were trained before. */
  readonly alignment?: { readonly distilled: boolean };
}

export interface ModelCardInput {
  /** What was trained further: "pocket", a Hub id, or the name of a folder. */
  readonly baseModel: string;
  /** Set when `baseModel` is an id on the Hugging Face Hub. */
  readonly onHub: boolean;
  readonly dimension: number;
  readonly maxLength: number;
  readonly pooling: 'mean' | 'cls';
  readonly normalise: boolean;
  readonly prompts: { readonly query: string; readonly passage: string };
  /** Training files with their usable rows and, where known, the SHA-256 of their content. */
  readonly data: readonly { readonly file: string; readonly rows: number; readonly sha256?: string }[];
  /** What the checks found in it, and what was done about it; undefined before any training. */
  readonly checks?: ChecksSummary;
  readonly settings: Settings;
  /** Undefined before any training and for a run that did not finish. */
  readonly run?: CardRun;
  /** The finished run whose weights `run`, an alignment, began with. */
  readonly distillation?: CardRun;
  /** Set for a run that was cancelled or broke: the step whose weights these are. */
  readonly unfinishedStep?: number;
  /** What made the model, such as { kennel: "0.1.0", tfjs: "4.22.0" }. */
  readonly versions: Readonly<Record<string, string>>;
}

/** README.md of an exported model: Markdown with the YAML front matter that the Hugging Face Hub reads. */
export function modelCard(input: ModelCardInput): string {
  const { run } = input;
  const parts = [
    frontMatter(input),
    introduction(input),
    ...(run === undefined ? [] : [results(run)]),
    ...(run === undefined || input.distillation === undefined ? [] : [stages(input.distillation, run)]),
    usage(input),
    ...(run === undefined && input.unfinishedStep === undefined ? [] : [training(input)]),
    data(input),
    ...(input.checks === undefined ? [] : [checks(input.checks)]),
    versions(input),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A JSON string is a valid double-quoted YAML scalar. */
function frontMatter({ baseModel, onHub }: ModelCardInput): string {
  return [
    '---',
    'library_name: sentence-transformers',
    'pipeline_tag: sentence-similarity',
    ...(onHub ? [`base_model: ${JSON.stringify(baseModel)}`] : []),
    'tags:',
    '- sentence-transformers',
    '- feature-extraction',
    '- sentence-similarity',
    '- kennel',
    '---',
  ].join('\n');
}

function introduction(input: ModelCardInput): string {
  const { baseModel, dimension, maxLength, pooling, normalise, prompts, run, unfinishedStep } = input;
  const trained = run !== undefined || unfinishedStep !== undefined;
  return [
    `# ${oneLine(baseModel)}, ${trained ? 'trained' : 'exported'} with Kennel`,
    '',
    `${trained ? 'Trained from' : 'A copy of'} ${code(baseModel)} in a browser tab. It turns a text into ${dimension} numbers; texts that answer each other lie close.`,
    ...(unfinishedStep === undefined
      ? []
      : [
          '',
          `**The run did not finish.** These are its weights after step ${unfinishedStep}, the best so far on the curve; no final figures were measured.`,
        ]),
    '',
    `- Texts are cut at ${maxLength} tokens; pooling: ${pooling}; ${normalise ? 'normalised to length 1' : 'not normalised'}.`,
    `- Prompt before queries: ${code(prompts.query)}; before passages: ${code(prompts.passage)}.`,
  ].join('\n');
}

function results(run: CardRun): string {
  const { start } = systemNames(run.alignment);
  const sets = [run, ...run.others];
  return [
    '## Results',
    '',
    ...(run.bestStep === 0
      ? [`**No measurement beat ${start}, so its weights were kept: they are unchanged.**`, '']
      : []),
    ...sets.flatMap((set) => [
      ...(sets.length > 1 ? [setHeading(set), ''] : []),
      ...setResults(run, set, sets.length),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd();
}

function setHeading({ testSet }: CardSet): string {
  const role = testSet.role === 'in' ? 'in-distribution' : 'out-of-distribution';
  return `### ${oneLine(testSet.name)}, ${role}`;
}

function setResults({ metric, alignment }: CardRun, set: CardSet, compared: number): string[] {
  const [before, after] = headsOf(alignment);
  const { testSet, baseline, metrics, hybrid, delta, foundFirst } = set;
  const systems = [baseline.bm25, baseline.untouched, metrics, ...(hybrid ? [hybrid] : [])];
  const rows = Object.keys(metrics).map((name) =>
    [name, ...systems.map((figures) => figure(figures[name]))].join(' | '),
  );
  const corrected =
    compared > 1 ? ` (${set.adjustedP.toPrecision(2)} after Holm's correction for ${compared} sets)` : '';
  return [
    `Measured on ${testSet.queries} held-out queries of ${oneLine(setLabel(testSet))} over ${testSet.passages} passages.`,
    '',
    `| metric | BM25 | ${before} | ${after} |${hybrid ? ` BM25 + ${after} |` : ''}`,
    `|---|--:|--:|--:|${hybrid ? '--:|' : ''}`,
    ...rows.map((row) => `| ${row} |`),
    '',
    ...(hybrid ? [`"BM25 + ${after}": the rankings of both joined by reciprocal rank fusion.`, ''] : []),
    `Change of ${metric}: ${signed(delta.mean)}, 95% interval ${signed(delta.low)} to ${signed(delta.high)}, p = ${delta.p.toPrecision(2)}${corrected}: **${delta.verdict}**.`,
    `The best-ranked passage is relevant for ${foundFirst.after} queries (${before}: ${foundFirst.before}, BM25: ${foundFirst.bm25}).`,
  ];
}

/** What the two models are called in the tables. */
function headsOf(alignment: CardRun['alignment']): readonly [before: string, after: string] {
  if (alignment === undefined) return ['before', 'after'];
  const { before, after } = systemNames(alignment);
  return [before.toLowerCase(), after.toLowerCase()];
}

/** Both trainings, the first of which made what the second begins with. */
function stages(first: CardRun, second: CardRun): string {
  const line = (place: number, what: string, { loss, metric, delta, baseline, metrics, testSet }: CardRun) =>
    `${place}. ${what}, loss \`${loss}\`: ${metric} ${figure(baseline.untouched[metric])} -> ${figure(metrics[metric])} on ${oneLine(setLabel(testSet))} (change ${signed(delta.mean)}, 95% interval ${signed(delta.low)} to ${signed(delta.high)}: ${delta.verdict}).`;
  return [
    '## Stages',
    '',
    line(1, 'Training on rows', first),
    line(2, 'Alignment with preferences', second),
    '',
    '"Distilled" in the results above is the model after the first stage.',
  ].join('\n');
}

function usage({ prompts }: ModelCardInput): string {
  const query = JSON.stringify('How long does the battery take to charge?');
  const passage = JSON.stringify('The battery is full after five and a half hours.');
  return [
    '## Usage',
    '',
    '```python',
    'from sentence_transformers import SentenceTransformer',
    '',
    'model = SentenceTransformer("path/to/this/folder")',
    `queries = model.encode([${query}], prompt=${JSON.stringify(prompts.query)})`,
    `passages = model.encode([${passage}], prompt=${JSON.stringify(prompts.passage)})`,
    'print(model.similarity(queries, passages))',
    '```',
  ].join('\n');
}

function training({ settings, run }: ModelCardInput): string {
  const recorded = SETTING_NAMES.filter((name) =>
    ['training', 'data', 'evaluation', ...(run?.alignment !== undefined ? ['alignment'] : [])].includes(
      SETTINGS[name].group,
    ),
  );
  return [
    '## Training',
    '',
    ...(run === undefined ? [] : [runLine(run), '']),
    '| setting | value |',
    '|---|---|',
    ...recorded.map((name) => `| ${name} | ${cell(String(settings[name]))} |`),
  ].join('\n');
}

function runLine(run: CardRun): string {
  return `Loss \`${run.loss}\`, ${run.steps} steps in ${Math.round(run.seconds)} s on ${run.backend}; the weights are those of step ${run.bestStep} (${run.stopped}). Seed ${run.seed}.`;
}

function data({ data: files }: ModelCardInput): string {
  const rows = files.map(
    ({ file, rows: count, sha256 }) =>
      `| ${cell(file)} | ${count} | ${sha256 === undefined ? '' : code(sha256)} |`,
  );
  return ['## Data', '', '| file | rows | SHA-256 |', '|---|--:|---|', ...rows].join('\n');
}

const UNFINISHED_CHECKS =
  'Training did not wait for the checks of all rows, so there may be more problems in the data.';

/** Checks that found nothing are not listed. */
function checks(summary: ChecksSummary): string {
  const { rowsRead, rowsAfterFixes, textsLeftOut, syntheticMoved, findings, complete } = summary;
  if (findings.length === 0)
    return `## Data checks\n\n${complete ? 'No problems were found in the training data.' : UNFINISHED_CHECKS}`;
  const left = `Fixes left out ${rowsRead - rowsAfterFixes} of ${rowsRead} rows and ${textsLeftOut} texts of other rows`;
  const moved =
    syntheticMoved === 0 ? '' : `, and moved ${syntheticMoved} synthetic passages to the negatives`;
  return [
    '## Data checks',
    '',
    `${left}${moved}.${complete ? '' : ` ${UNFINISHED_CHECKS}`}`,
    '',
    '| found | severity | count | fixed |',
    '|---|---|--:|---|',
    ...findings.map(
      ({ check, severity, unit, count, fixed }) =>
        `| ${cell(check)} | ${severity} | ${count} ${count === 1 ? unit : plural(unit)} | ${fixed ? 'yes' : 'no'} |`,
    ),
  ].join('\n');
}

function plural(unit: string): string {
  return unit === 'query' ? 'queries' : `${unit}s`;
}

function versions({ versions: used }: ModelCardInput): string {
  const list = Object.entries(used).map(([name, version]) => `${name} ${version}`);
  return `## Versions\n\n${list.join(', ')}`;
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(4);
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

/** As code, so that the user's words can't turn into Markdown. */
function code(text: string): string {
  return text === '' ? 'none' : `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}
