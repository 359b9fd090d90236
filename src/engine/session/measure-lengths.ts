import type { RowList } from '../../core/data/row-list';
import { formatPassage, formatQuery } from '../../core/text/prompts';
import type { EncoderSetup } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import type { LengthReport } from '../protocol/data';
import type { ProgressEvent } from '../protocol/events';

/** Tokens a bin. */
const WIDTH = 8;
/** Texts measured of each kind: enough for a share to be right within a percent. */
const MOST = 20_000;
/** Longer texts count in the last bin. */
const LONGEST = 4096;
const AT_ONCE = 256;

/** Token lengths of (at most the first 20,000) queries and passages, before any cut. */
export async function measureLengths(
  rows: RowList,
  setup: EncoderSetup,
  signal: AbortSignal,
  emit: (event: ProgressEvent) => void,
): Promise<LengthReport> {
  const { queries, passages } = firstTexts(rows);
  const texts = [
    ...queries.map((text) => ({ kind: 'query', text: formatQuery(text, setup.prompts) })),
    ...passages.map((text) => ({
      kind: 'passage',
      text: formatPassage({ title: '', text }, setup.prompts, false),
    })),
  ];
  const bins: Record<'query' | 'passage', number[]> = { query: [], passage: [] };
  const cut = { query: 0, passage: 0 };
  for (const [at, { kind, text }] of texts.entries()) {
    if (at % AT_ONCE === 0) {
      signal.throwIfAborted();
      emit({
        kind: 'progress',
        phase: 'Measuring text lengths',
        done: at,
        total: texts.length,
        unit: 'texts',
      });
      await nextTask();
    }
    const side = kind === 'query' ? 'query' : 'passage';
    const length = setup.tokenizer.encode(text, LONGEST).length;
    const bin = Math.floor(length / WIDTH);
    while (bins[side].length <= bin) bins[side].push(0);
    bins[side][bin] = (bins[side][bin] ?? 0) + 1;
    if (length > setup.maxLength) cut[side]++;
  }
  return {
    width: WIDTH,
    queries: bins.query,
    passages: bins.passage,
    maxLength: setup.maxLength,
    cutQueries: cut.query,
    cutPassages: cut.passage,
  };
}

/** The first different texts of each kind; no row is read for nothing. */
function firstTexts(rows: RowList): { queries: string[]; passages: string[] } {
  const queries = new Set<string>();
  const passages = new Set<string>();
  for (const row of rows) {
    if (queries.size < MOST) queries.add(row.query);
    for (const text of [...row.positives, ...row.negatives]) if (passages.size < MOST) passages.add(text);
    if (queries.size >= MOST && passages.size >= MOST) break;
  }
  return { queries: [...queries], passages: [...passages] };
}
