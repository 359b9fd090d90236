import type { RejectList } from '../../data/reject-list';
import type { InputFile } from '../input-file';
import { readLines, type LineOptions } from '../read-lines';

export interface Judgement {
  readonly queryId: string;
  readonly documentId: string;
  readonly grade: number;
  readonly line: number;
}

/**
 * Reads judgements: BEIR's `query-id TAB corpus-id TAB grade`, with or without header line, or TREC's
 * `query-id 0 document-id grade`. The grade is an integer. Other lines, and a second judgement of a pair, go
 * to `rejects`.
 */
export async function readQrels(
  file: InputFile,
  options: LineOptions,
  rejects: RejectList,
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  const seen = new Map<string, Map<string, number>>();
  const take = (line: number, text: string): string | undefined => {
    const parsed = parseJudgement(text);
    if (typeof parsed === 'string') return line === 1 && isHeader(text) ? undefined : parsed;
    const { queryId, documentId } = parsed;
    const ofQuery = seen.get(queryId) ?? new Map<string, number>();
    const earlier = ofQuery.get(documentId);
    if (earlier !== undefined) return `the same query and document already stand in line ${earlier}`;
    ofQuery.set(documentId, line);
    seen.set(queryId, ofQuery);
    judgements.push({ ...parsed, line });
    return undefined;
  };
  for await (const batch of readLines(file, options).batches) {
    for (const { line, text, fault } of batch) {
      const reason = fault ?? (text.trim() === '' ? undefined : take(line, text));
      if (reason !== undefined) rejects.add({ file: file.path, line, reason }, reason.replace(/\d+$/, ''));
    }
  }
  return judgements;
}

/** Tabs where there are any, so that ids may hold spaces; else white space, as TREC has it. */
function columnsOf(text: string): string[] {
  const columns = text.includes('\t') ? text.split('\t') : text.split(/\s+/);
  return columns.map((column) => column.trim()).filter((column) => column !== '');
}

function parseJudgement(text: string): Omit<Judgement, 'line'> | string {
  const columns = columnsOf(text);
  const [queryId, second, third, fourth] = columns;
  if (queryId === undefined || second === undefined || third === undefined || columns.length > 4) {
    return `there are ${columns.length} columns, not 3 (query-id, corpus-id, score) or 4 (TREC)`;
  }
  const documentId = fourth === undefined ? second : third;
  const grade = fourth ?? third;
  if (!/^[+-]?\d+(?:\.0*)?$/.test(grade)) return `the grade "${grade.slice(0, 40)}" is not a whole number`;
  return { queryId, documentId, grade: Number(grade) };
}

function isHeader(text: string): boolean {
  const columns = columnsOf(text);
  return columns.length >= 3 && columns.length <= 4 && !/\d/.test(columns.at(-1) ?? '');
}
