import { spawnSync } from 'node:child_process';

/** Query id, or `all` for the mean, to the value as trec_eval prints it: four decimals. */
export type Printed = ReadonlyMap<string, number>;

/** Prints one metric, such as `nDCG@10`, for every query and on average. */
export type Tool = (metric: string) => Printed;

/** What trec_eval is told besides the metric. */
export interface ToolInput {
  readonly binary: string;
  readonly qrels: string;
  readonly run: string;
  /** Lowest grade that counts as relevant (`-l`). */
  readonly relevanceLevel: number;
  /** Average over all judged queries, or over those with results (`-c` or not). */
  readonly countedQueries: 'judged' | 'returned';
}

/** trec_eval's name of a metric; its reciprocal rank has no cut, so the run is cut instead (`-M`). */
const MEASURES: Readonly<Record<string, (cut: string) => readonly string[]>> = {
  nDCG: (cut) => ['-m', `ndcg_cut.${cut}`],
  Recall: (cut) => ['-m', `recall.${cut}`],
  MAP: (cut) => ['-m', `map_cut.${cut}`],
  MRR: (cut) => ['-M', cut, '-m', 'recip_rank'],
};

/** The arguments that make trec_eval print a metric. @throws Error for a metric that it does not have. */
export function measureArguments(metric: string): readonly string[] {
  const [family = '', cut = ''] = metric.split('@');
  const measure = MEASURES[family];
  if (measure === undefined || !/^[1-9]\d*$/u.test(cut)) throw new Error(`trec_eval has no ${metric}`);
  return measure(cut);
}

/** trec_eval as a program. Its answer throws when it cannot be started, fails, or prints no mean. */
export function trecEval({ binary, qrels, run, relevanceLevel, countedQueries }: ToolInput): Tool {
  const rules = [`-l${relevanceLevel}`, ...(countedQueries === 'judged' ? ['-c'] : [])];
  return (metric) => {
    const words = ['-q', ...rules, ...measureArguments(metric), qrels, run];
    const { status, stdout, stderr, error } = spawnSync(binary, words, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`trec_eval ended with ${status ?? 'a signal'}: ${stderr.trim()}`);
    return readPrinted(stdout);
  };
}

/** Reads `measure query value` lines of one measure. @throws Error for any other line, and without a mean. */
export function readPrinted(text: string): Printed {
  const values = new Map<string, number>();
  for (const line of text.split('\n').filter((other) => other !== '')) {
    const [, query, value, ...rest] = line.split(/\s+/u);
    if (query === undefined || value === undefined || rest.length > 0 || !Number.isFinite(Number(value)))
      throw new Error(`trec_eval printed a line of another form: ${line}`);
    values.set(query, Number(value));
  }
  if (!values.has('all')) throw new Error('trec_eval printed no mean');
  return values;
}
