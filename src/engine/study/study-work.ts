import type { ChosenSets } from '../../core/data/choose-sets';
import type { EvalSet, Passage } from '../../core/data/eval-set';
import { expandPositives } from '../../core/data/expand-positives';
import { countViews, digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import type { Settings } from '../../core/settings/settings';
import { cellWork, type CellWork, type RowLengths, type WorkFacts } from '../../core/study/cell-work';
import { runSettings, type StudyRun } from '../../core/study/design-study';
import type { BASELINE_RUNS } from '../../core/study/study-cell';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import { planRunMix } from '../session/plan-mix';
import { curvesOf } from '../session/run-training';
import { testsOf, type PreparedStudy } from './prepare-study';

/** Texts of each kind whose tokens are counted: enough for a mean within a few per cent. */
const MEASURED = 400;
const AT_ONCE = 64;

/** Tells how much work each cell of a study is, from the lengths of some of its texts. */
export class StudyWork {
  readonly #study: PreparedStudy;
  readonly #facts: WorkFacts;
  readonly #signal: AbortSignal;

  private constructor(study: PreparedStudy, facts: WorkFacts, signal: AbortSignal) {
    this.#study = study;
    this.#facts = facts;
    this.#signal = signal;
  }

  static async of(study: PreparedStudy, model: BiEncoder, signal: AbortSignal): Promise<StudyWork> {
    const sets = study.setsOf(study.settings.seed);
    const rows = expandPositives(sets.train);
    const counts = countViews(digestOf(rows));
    const share = (count: number): number => count / Math.max(1, rows.length);
    const facts: WorkFacts = {
      rows: rows.length,
      withNegatives: share(counts.withNegatives),
      withSynthetic: share(counts.withSynthetic),
      withCot: share(counts.withCot),
      lengths: await rowLengths(rows, model, signal),
      tests: tokensOf(model, testsOf(sets)),
      curve: tokensOf(
        model,
        curvesOf(sets).map(({ set }) => set),
      ),
    };
    return new StudyWork(study, facts, signal);
  }

  /** BM25 takes next to nothing beside the others. */
  ofBaseline(run: (typeof BASELINE_RUNS)[number]): CellWork {
    return { steps: 0, trained: 0, measured: run === 'bm25' ? 0 : this.#facts.tests };
  }

  async ofRun(run: StudyRun, seed: number): Promise<CellWork> {
    const { settings: base, setsOf } = this.#study;
    const settings = runSettings(base, run, seed);
    const rows = await this.#rowsOfEpoch(settings, setsOf(seed));
    return cellWork(settings, { ...this.#facts, rows });
  }

  /** A mix takes some of the rows only. */
  async #rowsOfEpoch(settings: Settings, { train }: ChosenSets): Promise<number> {
    if (settings.mix === '') return this.#facts.rows;
    const { mix } = await planRunMix(train, settings, this.#signal);
    return mix?.perEpoch.reduce((sum, count) => sum + count, 0) ?? this.#facts.rows;
  }
}

/** Tokens that embedding the sets takes, from some of their texts; a corpus that several rank counts once. */
function tokensOf(model: BiEncoder, sets: readonly EvalSet[]): number {
  const corpora = new Set(sets.map(({ corpus }) => corpus));
  const passages = [...corpora].map((corpus) =>
    tokensOfAll(corpus, (passage: Passage) => model.passageTokens(passage).length),
  );
  const queries = sets.map((set) => tokensOfAll(set.queries, ({ text }) => model.queryTokens(text).length));
  return [...passages, ...queries].reduce((sum, tokens) => sum + tokens, 0);
}

/** From at most MEASURED of the texts, spread evenly. */
function tokensOfAll<T>(texts: readonly T[], count: (text: T) => number): number {
  const sample = sampleOf(texts);
  if (sample.length === 0) return 0;
  return (sample.reduce((sum, text) => sum + count(text), 0) / sample.length) * texts.length;
}

/** At most `most` of the texts, spread evenly. */
export function sampleOf<T>(texts: readonly T[], most = MEASURED): T[] {
  const taken = Math.min(most, texts.length);
  return Array.from({ length: taken }, (_, i) => texts[Math.floor((i * texts.length) / taken)]).filter(
    (text) => text !== undefined,
  );
}

async function rowLengths(rows: RowList, model: BiEncoder, signal: AbortSignal): Promise<RowLengths> {
  const sums = { query: 0, positive: 0, negative: 0, synthetic: 0, cot: 0 };
  const counts = { query: 0, positive: 0, negative: 0, synthetic: 0, cot: 0 };
  const add = (kind: keyof RowLengths, tokens: Int32Array): void => {
    sums[kind] += tokens.length;
    counts[kind]++;
  };
  const ofText = (text: string): Int32Array => model.passageTokens({ title: '', text });
  const taken = Math.min(MEASURED, rows.length);
  for (let i = 0; i < taken; i++) {
    const row = rows.at(Math.floor((i * rows.length) / taken));
    if (!row) break;
    if (i % AT_ONCE === 0) {
      await nextTask();
      signal.throwIfAborted();
    }
    add('query', model.queryTokens(row.query));
    for (const text of row.positives) add('positive', ofText(text));
    for (const text of row.negatives) add('negative', ofText(text));
    if (row.synthetic) add('synthetic', ofText(row.synthetic.text));
    if (row.cot !== undefined) add('cot', ofText(row.cot));
  }
  const mean = (kind: keyof RowLengths): number => sums[kind] / Math.max(1, counts[kind]);
  return {
    query: mean('query'),
    positive: mean('positive'),
    negative: mean('negative'),
    synthetic: mean('synthetic'),
    cot: mean('cot'),
  };
}
