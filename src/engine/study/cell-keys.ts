import type { AlignmentRow } from '../../core/alignment/alignment-row';
import { expandPositives } from '../../core/data/expand-positives';
import { parseMix } from '../../core/data/mixing-ratios';
import { groupRows } from '../../core/data/row-groups';
import type { EvalSet } from '../../core/data/eval-set';
import { createPause } from '../../core/formats/pause';
import { BASELINE_SETTING_NAMES } from '../../core/settings/baseline-settings';
import { MEASURE_SETTING_NAMES } from '../../core/settings/measure-settings';
import type { Settings } from '../../core/settings/settings';
import { questionsFingerprint } from '../../core/stored-runs/questions-fingerprint';
import { runSettings, type StudyRun } from '../../core/study/design-study';
import { effectiveSettings, followsCurve, minesNegatives } from '../../core/study/effective-settings';
import type { BASELINE_RUNS } from '../../core/study/study-cell';
import { exactHash } from '../../core/text/text-hash';
import { miningCorpus, type Corpora } from '../mine/mining-corpus';
import { nextTask } from '../next-task';
import { encoderSetup } from '../session/encoder-setup';
import { hashRows } from '../session/data-hash';
import { VERSIONS } from '../session/records';
import { hashModel, sha256 } from './fingerprint';
import { testsOf, type PreparedStudy } from './prepare-study';

/**
 * Names the cells of a study by what decides their figures: rows, questions, model, settings, backend and version. What
 * several cells share is hashed once. A key is empty where the browser cannot hash.
 */
export class CellKeys {
  readonly #study: PreparedStudy;
  readonly #signal: AbortSignal;
  readonly #corpora: Corpora;
  readonly #rows = new Map<number, Promise<string>>();
  readonly #questions = new Map<EvalSet, Promise<string>>();
  #model: Promise<string> | null = null;

  constructor(study: PreparedStudy, corpora: Corpora, signal: AbortSignal) {
    this.#study = study;
    this.#corpora = corpora;
    this.#signal = signal;
  }

  /** Of a run with one seed. */
  async ofRun(run: StudyRun, seed: number): Promise<string> {
    const { setsOf, preferencesOf, facts, settings: base } = this.#study;
    const sets = setsOf(seed);
    const settings = runSettings(base, run, seed);
    return this.#key([
      effectiveSettings(settings, facts, run.aligned),
      await this.rowsHash(seed),
      settings.mix === '' ? '' : await this.#groupsHash(seed, settings),
      followsCurve(settings) ? await this.questions(sets.dev) : '',
      minesNegatives(settings) ? await this.#minedFrom(settings) : '',
      run.aligned ? JSON.stringify(preferencesOf(seed).map(whatIsLearned)) : '',
      await this.#encoder(settings),
    ]);
  }

  async ofBaseline(run: (typeof BASELINE_RUNS)[number]): Promise<string> {
    const { settings } = this.#study;
    const names = ['k', ...MEASURE_SETTING_NAMES, ...BASELINE_SETTING_NAMES] as const;
    const rules = JSON.stringify(names.map((name) => settings[name]));
    return this.#key([run, rules, run === 'bm25' ? '' : await this.#encoder(settings)]);
  }

  /** Fingerprint of the rows that a seed trains on. */
  rowsHash(seed: number): Promise<string> {
    const known = this.#rows.get(seed) ?? hashRows(this.#study.setsOf(seed).train, this.#signal);
    this.#rows.set(seed, known);
    return known;
  }

  questions(set: EvalSet): Promise<string> {
    const known = this.#questions.get(set) ?? questionsFingerprint(set, nextTask, exactHash);
    this.#questions.set(set, known);
    return known;
  }

  /** All cells are measured on the test questions of the first seed, which are those of every seed. */
  async #key(parts: readonly string[]): Promise<string> {
    const { backend, settings, setsOf } = this.#study;
    const tests = testsOf(setsOf(settings.seed));
    const asked = await Promise.all(tests.map((set) => this.questions(set)));
    const named = tests.map(({ of, name, role }) => [of, name, role]);
    return sha256(JSON.stringify([...parts, asked, named, backend, VERSIONS]));
  }

  async #encoder(settings: Settings): Promise<string> {
    const { folder } = this.#study;
    this.#model ??= hashModel(folder);
    const { maxLength, pooling, normalise, prompts, titles } = encoderSetup(folder, settings);
    return JSON.stringify([await this.#model, maxLength, pooling, normalise, prompts, titles]);
  }

  /** What negatives are mined from, where it is not the training rows. */
  #minedFrom(settings: Settings): Promise<string> {
    const { kind, passagesFor } = miningCorpus(this.#corpora, settings);
    if (kind === 'training') return Promise.resolve('');
    const asked = { queries: [], qrels: new Map(), corpus: passagesFor([]) };
    return questionsFingerprint(asked, nextTask, exactHash);
  }

  /** `hashRows` does not look at how passages were made, or where rows stood. */
  async #groupsHash(seed: number, { mix, mixBy }: Settings): Promise<string> {
    const rows = expandPositives(this.#study.setsOf(seed).train);
    const { groups, ofRow } = await groupRows(rows, mixBy, createPause(this.#signal));
    const places = new Uint8Array(ofRow.length * 4);
    places.set(new Uint8Array(ofRow.buffer, ofRow.byteOffset, ofRow.byteLength));
    return JSON.stringify([[...parseMix(mix)], groups, await sha256(places)]);
  }
}

/** Where a preference stood, and the id of its query, decide nothing. */
function whatIsLearned({ query, tiers, neither }: AlignmentRow) {
  return [query, tiers, neither];
}
