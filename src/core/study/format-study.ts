import { csvLine } from '../results/csv-line';
import { jsonText } from '../results/json-text';
import type { Verdict } from '../significance/delta';
import { GRID_LABELS } from './grid-names';
import { PAPER_FIGURES, PAPER_NOTE } from './paper-figures';
import { commandsOf, type StudyRecord } from './study-record';
import type { RowFigure, SeedSpread, StudySet, StudyTable, StudyTableRow } from './study-table';

/** study.json: the table with all that it takes to get it again, and the values of every query. */
export function formatStudyJson(record: StudyRecord): string {
  const { table, design, cells, ...about } = record;
  const rows = table.rows.map((row) => ({
    ...row,
    ...changeOf(record, row),
    commands: commandsOf(record, row),
  }));
  const paper = { note: PAPER_NOTE, figures: PAPER_FIGURES };
  return `${jsonText({ ...about, seeds: design.seeds, ...table, rows, paper, cells }, 2)}\n`;
}

function changeOf({ design }: StudyRecord, { id }: StudyTableRow) {
  const planned = design.rows.find((row) => row.id === id);
  const run = design.runs.find((one) => one.id === planned?.run);
  return run === undefined ? {} : { change: run.change, aligned: run.aligned };
}

const COLUMNS = [
  ...['grid', 'row', 'same as', 'set', 'split', 'distribution', 'metric', 'queries', 'seeds done', 'seeds'],
  ...['mean', 'low', 'high', 'seed min', 'seed max', 'seed sd', 'seed numbers', 'seed means'],
  ...['reference', 'difference'],
  ...[
    'difference low',
    'difference high',
    'p',
    'p corrected',
    'verdict',
    'seconds',
    'rows of an epoch',
    'steps',
    'data',
    'command of the first seed',
  ],
];

/** study.csv: a line for every row and set; seeds and their means are apart by blanks, in one order. */
export function formatStudyCsv(record: StudyRecord): string {
  const { table } = record;
  const lines = table.rows.flatMap((row) =>
    table.sets.map((set, at) => csvLine(cellsOf(record, row, { set, figure: row.figures[at] ?? null }))),
  );
  return csvLine(COLUMNS) + lines.join('');
}

function cellsOf(
  record: StudyRecord,
  row: StudyTableRow,
  { set, figure }: { readonly set: StudySet; readonly figure: RowFigure | null },
): (string | number)[] {
  const { table, dataHash } = record;
  const { spread, delta } = figure ?? {};
  const means = spread?.means ?? [];
  return [
    ...[row.grid ?? 'baseline', text(row.name), text(row.sameAs ?? '')],
    ...[text(set.name), text(set.split), set.role, table.metric, set.queries, row.done, row.seeds],
    ...[figure?.mean ?? '', figure?.low ?? '', figure?.high ?? ''],
    ...[spread?.min ?? '', spread?.max ?? '', spread?.sd ?? ''],
    ...[means.map(({ seed }) => seed).join(' '), means.map(({ mean }) => mean).join(' ')],
    ...[table.reference, delta?.mean ?? '', delta?.low ?? '', delta?.high ?? ''],
    ...[delta?.p ?? '', figure?.adjustedP ?? '', delta?.verdict ?? '', row.seconds],
    ...[row.rows ?? '', row.steps ?? '', dataHash],
    commandsOf(record, row)[0]?.join(' && ') ?? '',
  ];
}

/** A name as a spreadsheet shows it: one that begins like a formula would be computed. */
function text(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}

/** study.md: a table for every set, how to read it, and the commands. */
export function formatStudyMarkdown(record: StudyRecord): string {
  const { table, design, model, backend, dataHash, notes, versions } = record;
  const seeds = design.seeds.join(', ');
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Study',
    '',
    `Model ${model}, backend ${backend}, seeds ${seeds}, ${named.join(', ')}. ${hashSentence(dataHash)}`,
    '',
    ...table.sets.flatMap((set, at) => [...setTable(table, set, at), '']),
    READING,
    '',
    ...(notes.length === 0 ? [] : ['## Notes', '', ...notes.map((note) => `- ${oneLine(note)}`), '']),
    ...paperTable(),
    '',
    '## Commands',
    '',
    'Each trains one row with the first seed; with another `--seed` it gives the other cells.',
    '',
    ...table.rows.flatMap((row) => commandOf(record, row)),
  ].join('\n');
}

const READING =
  'Rows: of an epoch; Steps: of training and alignment; both are means over the seeds. Mean: over queries and seeds, with the 95 % bootstrap interval over queries of the mean over seeds. Seeds: lowest and highest mean of a seed, their standard deviation, and the mean of each. Difference: to the reference, paired by query; the verdict holds where the interval leaves out 0. p: randomisation test of signs; corrected for all comparisons of the study (Holm).';

function hashSentence(hash: string): string {
  return hash === '' ? '' : `Fingerprint of the training rows: ${hash}.`;
}

function setTable(table: StudyTable, { name, split, role, queries }: StudySet, at: number): string[] {
  const where = role === 'in' ? 'in distribution' : 'out of distribution';
  const reference = table.rows.find(({ id }) => id === table.reference)?.name ?? table.reference;
  return [
    `## ${oneLine(name)}, ${oneLine(split)} (${where}, ${String(queries)} queries)`,
    '',
    `| Grid | Row | Rows | Steps | ${table.metric} | 95 % interval | Seeds | Difference to "${cell(reference)}" | 95 % interval | p | p corrected | Verdict |`,
    '| --- | --- | ---: | ---: | ---: | --- | --- | ---: | --- | ---: | ---: | --- |',
    ...table.rows.map((row) => rowLine(row, row.figures[at] ?? null)),
  ];
}

function rowLine(row: StudyTableRow, figure: RowFigure | null): string {
  const grid = row.grid === null ? 'Baseline' : GRID_LABELS[row.grid];
  const name = row.sameAs === null ? row.name : `${row.name} (same as ${row.sameAs})`;
  return line([
    cell(grid),
    cell(name),
    ...[row.rows, row.steps].map((count) => (count === null ? '' : String(count))),
    ...(figure === null ? Array<string>(8).fill('') : figureCells(figure)),
  ]);
}

function figureCells({ mean, low, high, spread, delta, adjustedP }: RowFigure): string[] {
  const seeds = spread === null ? '' : seedsCell(spread);
  const own = [fixed(mean), `${fixed(low)} to ${fixed(high)}`, seeds];
  if (delta === null) return [...own, '', '', '', '', ''];
  const interval = `${signed(delta.low)} to ${signed(delta.high)}`;
  return [
    ...own,
    signed(delta.mean),
    interval,
    shortP(delta.p),
    shortP(adjustedP ?? 1),
    VERDICTS[delta.verdict],
  ];
}

function seedsCell({ min, max, sd, means }: SeedSpread): string {
  const each = means.map(({ seed, mean }) => `${String(seed)}: ${fixed(mean)}`).join(', ');
  return `${fixed(min)} to ${fixed(max)}, sd ${fixed(sd)} (${each})`;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  WIN: 'better',
  REGRESSION: 'worse',
  UNDECIDED: 'undecided',
};

function paperTable(): string[] {
  return [
    '## For orientation',
    '',
    PAPER_NOTE,
    '',
    '| Data | Labels only | Distilled | Distilled and aligned |',
    '| --- | ---: | ---: | ---: |',
    ...PAPER_FIGURES.map(({ data, labels, distilled, aligned }) =>
      line([data, ...[labels, distilled, aligned].map((value) => (value / 100).toFixed(3))]),
    ),
  ];
}

function commandOf(record: StudyRecord, row: StudyTableRow): string[] {
  const [command] = commandsOf(record, row);
  if (command === undefined || row.sameAs !== null) return [];
  return [`${row.grid ?? ''}, ${oneLine(row.name)}:`, '', '```', ...command, '```', ''];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(name: string): string {
  return oneLine(name).replaceAll('|', '\\|');
}

function oneLine(name: string): string {
  return name.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}

function fixed(value: number): string {
  return value.toFixed(4);
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${fixed(value)}`;
}

function shortP(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
