import type { AlignmentRow } from '../../core/alignment/alignment-row';
import type { EvalSet, Passage } from '../../core/data/eval-set';
import { expandPositives } from '../../core/data/expand-positives';
import { countViews, digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import { InputError } from '../../core/input-error';
import type { Settings } from '../../core/settings/settings';
import {
  alignmentWork,
  trainingWork,
  type AlignmentFacts,
  type CellWork,
  type RowLengths,
  type StageWork,
  type WorkFacts,
} from '../../core/study/cell-work';
import { runSettings, type StudyRun } from '../../core/study/design-study';
import { minesNegatives } from '../../core/study/effective-settings';
import type { BaselineRun } from '../../core/study/study-cell';
import { miningCorpus, type Corpora, type MiningCorpus } from '../mine/mining-corpus';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import { curvesOf } from '../session/run-training';
import { testsOf, type PreparedStudy } from './prepare-study';
import { rowsOfEpoch } from './rows-of-epoch';

/** Texts of each kind whose tokens are counted: enough for a mean within a few per cent. */
const MEASURED = 400;
const AT_ONCE = 64;

/** What the work of a cell follows from, besides its settings and the rows of its seed. */
type Facts = Omit<WorkFacts, 'rows'> & Omit<AlignmentFacts, 'rankings'>;

/** Costs nothing: a cell that cannot be trained fails at once. */
const NOTHING: StageWork = { steps: 0, trained: 0, embedded: 0 };

/** Tells how much work each cell of a study is, from the lengths of some of its texts. */
export class StudyWork {
  readonly #study: PreparedStudy;
  readonly #facts: Facts;
  readonly #signal: AbortSignal;

  private constructor(study: PreparedStudy, facts: Facts, signal: AbortSignal) {
    this.#study = study;
    this.#facts = facts;
    this.#signal = signal;
  }

  static async of(
    study: PreparedStudy,
    model: BiEncoder,
    { corpora, signal }: { readonly corpora: Corpora; readonly signal: AbortSignal },
  ): Promise<StudyWork> {
    const sets = study.setsOf(study.settings.seed);
    const rows = expandPositives(sets.train);
    const counts = countViews(digestOf(rows));
    const share = (count: number): number => count / Math.max(1, rows.length);
    const facts: Facts = {
      withNegatives: share(counts.withNegatives),
      withSynthetic: share(counts.withSynthetic),
      withCot: share(counts.withCot),
      lengths: await rowLengths(rows, model, signal),
      tests: tokensOf(model, testsOf(sets)),
      curve: tokensOf(
        model,
        curvesOf(sets).map(({ set }) => set),
      ),
      mined: minedTokens(model, rows, miningCorpusOf(corpora, study.settings)),
      tokens: rankingTokens(model, study.preferencesOf(study.settings.seed)),
    };
    return new StudyWork(study, facts, signal);
  }

  /** BM25 takes next to nothing beside the others. */
  ofBaseline(run: BaselineRun): CellWork {
    return { rows: 0, steps: 0, trained: 0, measured: run === 'bm25' ? 0 : this.#facts.tests };
  }

  /** @param kept whether the training before an alignment is that of the cell before */
  async ofRun(run: StudyRun, seed: number, kept = false): Promise<CellWork> {
    const settings = runSettings(this.#study.settings, run, seed);
    const { rows, ...training } = await this.ofTraining(settings);
    const rankings = run.aligned ? this.#study.preferencesOf(seed).length : 0;
    const alignment = rankings > 0 ? alignmentWork(settings, { ...this.#facts, rankings }) : NOTHING;
    const stages = [kept ? NOTHING : training, alignment];
    const sum = (of: (stage: StageWork) => number): number =>
      stages.reduce((total, stage) => total + of(stage), 0);
    return {
      rows,
      steps: sum(({ steps }) => steps),
      trained: sum(({ trained }) => trained),
      measured: this.#facts.tests + sum(({ embedded }) => embedded),
    };
  }

  /** Of the training alone, without what is measured at the end. */
  async ofTraining(settings: Settings): Promise<StageWork & { readonly rows: number }> {
    const rows = await this.#rowsOf(settings);
    return { ...(rows > 0 ? trainingWork(settings, { ...this.#facts, rows }) : NOTHING), rows };
  }

  /** None where the seed holds out all rows of a group of the mix. */
  async #rowsOf(settings: Settings): Promise<number> {
    try {
      return await rowsOfEpoch(this.#study.setsOf(settings.seed).train, settings, this.#signal);
    } catch (error) {
      if (error instanceof InputError) return 0;
      throw error;
    }
  }
}

function miningCorpusOf(corpora: Corpora, settings: Settings): MiningCorpus | null {
  return minesNegatives(settings) ? miningCorpus(corpora, settings) : null;
}

/** What mining embeds each time: the corpus, and the query of every row. */
function minedTokens(model: BiEncoder, rows: RowList, corpus: MiningCorpus | null): number {
  if (corpus === null) return 0;
  const places = Array.from({ length: rows.length }, (_, at) => at);
  const queries = tokensOfAll(places, (at) => model.queryTokens(rows.at(at)?.query ?? '').length);
  return queries + tokensOfAll(corpus.passagesFor(rows), (passage) => model.passageTokens(passage).length);
}

/** Mean over the rankings that an alignment trains on. */
function rankingTokens(model: BiEncoder, rows: readonly AlignmentRow[]): number {
  const ofText = (text: string): number => model.passageTokens({ title: '', text }).length;
  const tokens = tokensOfAll(rows, ({ query, tiers }) =>
    tiers.flat().reduce((sum, text) => sum + ofText(text), model.queryTokens(query).length),
  );
  return tokens / Math.max(1, rows.length);
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
