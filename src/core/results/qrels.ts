import type { Qrels } from '../data/eval-set';
import { InputError } from '../input-error';
import { createTrecIds } from './trec-id';
import { columnsOf, linesOf } from './lines';

/**
 * Judgements as a TREC file, `qid 0 docid grade` per line. White space in ids becomes %XX, see `trecId`.
 * @throws Error when two ids would be written the same.
 */
export function formatTrecQrels(qrels: Qrels): string {
  const queryIds = createTrecIds();
  const documentIds = createTrecIds();
  return formatLines(qrels, (query, id, grade) => `${queryIds(query)} 0 ${documentIds(id)} ${grade}\n`);
}

/**
 * Judgements as BEIR's TSV with its header line. Ids stand as they are in corpus.jsonl and queries.jsonl.
 * @throws Error for an id that holds a tab or a line end, which the form cannot hold.
 */
export function formatBeirQrels(qrels: Qrels): string {
  const header = 'query-id\tcorpus-id\tscore\n';
  return header + formatLines(qrels, (query, id, grade) => `${beirId(query)}\t${beirId(id)}\t${grade}\n`);
}

function beirId(id: string): string {
  if (/[\t\r\n]/.test(id)) throw new Error(`the id ${JSON.stringify(id)} holds a tab or a line end`);
  return id;
}

function formatLines(
  qrels: Qrels,
  format: (query: string, document: string, grade: number) => string,
): string {
  return [...qrels]
    .flatMap(([query, judgements]) => [...judgements].map(([id, grade]) => format(query, id, grade)))
    .join('');
}

/**
 * Reads judgements, TREC's four columns or BEIR's three between tabs (whose header line may be missing). The same
 * judgement twice is one judgement.
 * @throws InputError with the line: other columns, a grade that is no whole number, two grades for one pair.
 */
export function parseQrels(text: string, file: string): Qrels {
  const reader = createQrelsReader(file);
  for (const [line, content] of linesOf(text)) reader.take(line, content);
  return reader.qrels;
}

/** The same line by line; blank lines are the caller's to leave out. */
export function createQrelsReader(file: string): {
  take(line: number, content: string): void;
  readonly qrels: Qrels;
} {
  const qrels = new Map<string, Map<string, number>>();
  let first = true;
  const take = (line: number, content: string): void => {
    const columns = judgementColumns(content);
    const header = first && columns.length === 3 && !isGrade(columns[2] ?? '');
    first = false;
    if (header) return;
    const { query, id, grade } = readJudgement(columns, file, line);
    const judgements = qrels.get(query) ?? new Map<string, number>();
    const earlier = judgements.get(id) ?? grade;
    if (earlier !== grade)
      throw new InputError(
        file,
        `query "${query}", document "${id}" has two grades, ${earlier} and ${grade}`,
        line,
      );
    qrels.set(query, judgements.set(id, grade));
  };
  return { take, qrels };
}

/** Three columns between tabs are BEIR's, whose ids may hold spaces; anything else is split at white space. */
function judgementColumns(line: string): string[] {
  const cells = line.split('\t');
  return cells.length === 3 ? cells.map((cell) => cell.trim()) : columnsOf(line);
}

function readJudgement(
  columns: readonly string[],
  file: string,
  line: number,
): { query: string; id: string; grade: number } {
  const [query, id, grade] = columns.length === 4 ? columns.toSpliced(1, 1) : columns;
  if (!query || !id || grade === undefined || columns.length > 4) {
    const expected = 'expected "qid 0 docid grade" (TREC) or "query-id corpus-id score" (BEIR)';
    throw new InputError(file, `${expected}, found ${columns.length} columns`, line);
  }
  if (!isGrade(grade)) throw new InputError(file, `the grade "${grade}" is not a whole number`, line);
  return { query, id, grade: Number(grade) };
}

function isGrade(text: string): boolean {
  return /^[+-]?\d+(?:\.0*)?$/.test(text);
}
