import type { Passage } from '../../core/data/eval-set';
import type { RowList } from '../../core/data/row-list';
import type { TrainingData } from '../../core/data/training-data';
import type { Candidates, MinedQueries } from '../../core/mining/candidates';
import { withMinedNegatives } from '../../core/mining/mined-rows';
import { binScores, mineFigures, type MiningFigures, type ScoreBins } from '../../core/mining/mining-figures';
import { highestScore, marginLimit, type MiningRules } from '../../core/mining/mining-rules';
import { decideFates, FATES, type Selection } from '../../core/mining/select-negatives';
import type { Settings } from '../../core/settings/settings';
import type {
  MiningCandidate,
  MiningExample,
  MiningExamplesRequest,
  MiningPreview,
  MiningReport,
} from '../protocol/mining';
import type { CorpusTexts } from './corpus-texts';

/** Examples given at a time. */
const EXAMPLES = 3;
/** Candidates given below the last one kept, and at most. */
const BELOW = 2;
const MOST_LISTED = 20;
/** Characters of a text that are shown. */
const SHOWN = 500;

/** What was ranked for mining, kept so that other rules can be tried at once. */
export class MinedSet {
  /** The training data that was mined for, as it was opened. */
  readonly training: TrainingData;
  /** Its rows as the fixes leave them. */
  readonly rows: RowList;
  readonly corpus: CorpusTexts;
  /** Those of the corpus in the order in which they came, by which their embeddings are kept. */
  readonly passages: readonly Passage[];
  readonly facts: Omit<MiningReport, 'preview'>;
  /** The training data with mined negatives that are in use, and what a run says of them. */
  used: { readonly training: TrainingData; readonly notes: readonly string[] } | null = null;
  readonly #candidates: Candidates;
  readonly #mined: MinedQueries;
  readonly #bins: ScoreBins;
  #last: { readonly key: string; readonly selection: Selection; readonly figures: MiningFigures } | null =
    null;

  constructor(given: {
    readonly training: TrainingData;
    readonly rows: RowList;
    readonly corpus: CorpusTexts;
    readonly passages: readonly Passage[];
    readonly candidates: Candidates;
    readonly mined: MinedQueries;
    readonly facts: Omit<MiningReport, 'preview'>;
  }) {
    this.training = given.training;
    this.rows = given.rows;
    this.corpus = given.corpus;
    this.passages = given.passages;
    this.facts = given.facts;
    this.#candidates = given.candidates;
    this.#mined = given.mined;
    this.#bins = binScores(given.candidates, given.mined);
  }

  preview(settings: Settings, { which, from }: MiningExamplesRequest): MiningPreview {
    const { selection, figures } = this.#select(settings);
    const { starts } = selection;
    const counts = Array.from(this.#mined.queryOf, (_, row) => (starts[row + 1] ?? 0) - (starts[row] ?? 0));
    const places = counts.flatMap((count, row) =>
      which === 'all' || count < settings.mineNegatives ? [row] : [],
    );
    const start = Math.max(0, Math.min(from, places.length - 1));
    return {
      figures,
      examples: {
        which,
        from: start,
        total: places.length,
        rows: places.slice(start, start + EXAMPLES).map((row) => this.#example(row, settings)),
      },
      tooDeep: settings.mineMax > this.facts.depth && this.facts.depth < this.facts.passages,
    };
  }

  /** The rows with the negatives that these settings give them. */
  minedRows(settings: Settings): RowList {
    const { selection } = this.#select(settings);
    return withMinedNegatives(this.rows, selection, this.corpus, settings.mineKeep);
  }

  figures(settings: Settings): MiningFigures {
    return this.#select(settings).figures;
  }

  #select(rules: MiningRules): { readonly selection: Selection; readonly figures: MiningFigures } {
    const { mineNegatives, mineMin, mineMax, mineMarginKind, mineMargin, mineMaxScore, mineSampling, seed } =
      rules;
    const key = JSON.stringify([
      mineNegatives,
      mineMin,
      mineMax,
      mineMarginKind,
      mineMargin,
      mineMaxScore,
      mineSampling,
      seed,
    ]);
    if (this.#last?.key !== key)
      this.#last = { key, ...mineFigures(this.#candidates, this.#mined, rules, this.#bins) };
    return this.#last;
  }

  #example(row: number, rules: MiningRules): MiningExample {
    const { file = '', line = 0, query = '', positives = [] } = this.rows.at(row) ?? {};
    const score = this.#mined.positives[row] ?? Number.NaN;
    const limit = Math.min(marginLimit(score, rules), highestScore(rules));
    return {
      file,
      line,
      query: clip(query),
      answers: positives.map(clip),
      score,
      limit: Number.isFinite(limit) ? limit : null,
      candidates: this.#candidatesOf(row, score, rules),
    };
  }

  #candidatesOf(row: number, positive: number, rules: MiningRules): MiningCandidate[] {
    const { depth, places, scores } = this.#candidates;
    const first = (this.#mined.queryOf[row] ?? 0) * depth;
    const fates = new Uint8Array(depth);
    decideFates(fates, this.#candidates, { first, row, positive, rules });
    const listed = Math.min(depth, MOST_LISTED, fates.lastIndexOf(0) + 1 + BELOW);
    let rank = 0;
    return Array.from(fates.subarray(0, Math.max(listed, Math.min(depth, BELOW))), (number, i) => {
      const fate = FATES[number] ?? 'spare';
      return {
        rank: fate === 'answer' ? null : ++rank,
        score: scores[first + i] ?? Number.NaN,
        fate,
        text: clip(this.corpus.textAt(places[first + i] ?? -1)),
      };
    });
  }
}

function clip(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)} …`;
}
