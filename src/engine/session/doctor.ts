import type { EvaluationData } from '../../core/data/evaluation-data';
import type { RowList } from '../../core/data/row-list';
import type { TrainingData } from '../../core/data/training-data';
import { summariseChecks, type ChecksSummary } from '../../core/doctor/checks-summary';
import { findCutTexts } from '../../core/doctor/cut-texts';
import { diagnoseFor, type Diagnosis } from '../../core/doctor/diagnose';
import type { Finding } from '../../core/doctor/finding';
import { parseFixes, type FixName } from '../../core/doctor/fixes';
import type { ChecksOptions } from '../../core/doctor/run-checks';
import { treatRows, type Treatment } from '../../core/doctor/treated-rows';
import { createPause } from '../../core/formats/pause';
import { InputError } from '../../core/input-error';
import type { Settings } from '../../core/settings/settings';
import { formatPassage, formatQuery } from '../../core/text/prompts';
import type { CallContext } from '../commands/command';
import type { ModelFolder } from '../model/folder/model-folder';
import type { DoctorReport } from '../protocol/doctor';
import { encoderSetup } from './encoder-setup';
import { Examination, PHASES } from './examination';

/** The part of the session that the checks look at. */
export interface Examined {
  readonly training: TrainingData;
  readonly evaluations: readonly EvaluationData[];
  readonly folder: ModelFolder | null;
}

/** What training uses, and what the records say of it. */
export interface CheckedRows {
  readonly rows: RowList;
  readonly summary: ChecksSummary;
  /** In sentences, for the notes of a run. */
  readonly notes: readonly string[];
}

type Found = Pick<Diagnosis, 'findings' | 'remedies'>;

const NOTHING_FOUND: Found = { findings: [], remedies: new Map() };
/** Checking so many rows takes some ten seconds. */
const WAIT_FOR = 200_000;
/** Longer texts need not be told apart: they are cut. */
const LONGEST = 4096;

/** Checks the training data and applies the fixes that the settings name; remembers what it need not do again. */
export class Doctor {
  #examination: Examination | null = null;
  readonly #cut = new Remembered<Finding | null>();
  readonly #treatment = new Remembered<Treatment>();
  /** What was found for some fixes alone. */
  readonly #partial = new Remembered<Found>();
  readonly #waitFor: number;

  /** @param waitFor Rows up to which a run waits for all checks */
  constructor(waitFor = WAIT_FOR) {
    this.#waitFor = waitFor;
  }

  /**
   * Makes every check.
   * @throws InputError for an unknown fix, and where the fixes leave no row
   */
  async report(examined: Examined, settings: Settings, context: CallContext): Promise<DoctorReport> {
    const fixes = parseFixes(settings.fixes);
    const { training, evaluations, folder } = examined;
    const examination = this.#examine(training.rows, evaluations);
    const diagnosis = await examination.result(context);
    const findings = await this.#withCut(diagnosis, examined, settings, context);
    const { rows, leftOut, moved } = await this.#treat(training.rows, diagnosis, fixes);
    return {
      rows: diagnosis.rows,
      findings,
      overview: diagnosis.overview,
      lengthsKnown: folder !== null,
      fixes,
      used: { rows: rows.length, textsLeftOut: leftOut.texts, syntheticMoved: moved },
      seconds: examination.seconds,
    };
  }

  /**
   * Applies the fixes. Of many rows only the checks are made that the fixes need, unless all of them are done already:
   * the rest take a minute per million rows, and change nothing.
   * @throws InputError for an unknown fix, and where the fixes leave no row
   */
  async treat(examined: Examined, settings: Settings, context: CallContext): Promise<CheckedRows> {
    const fixes = parseFixes(settings.fixes);
    const { rows } = examined.training;
    const complete = rows.length <= this.#waitFor || this.#isDone(rows, examined.evaluations);
    const found = complete
      ? await this.#examine(rows, examined.evaluations).result(context)
      : await this.#findFor(fixes, examined, context);
    const findings = await this.#withCut(found, examined, settings, context);
    const treatment = await this.#treat(rows, found, fixes);
    const summary = summariseChecks({ rows: rows.length, findings, complete }, treatment, fixes);
    return { rows: treatment.rows, summary, notes: [...fixNotes(summary, fixes), ...checkNotes(summary)] };
  }

  /** Ends what is under way and forgets what is known of the open rows. */
  forget(): void {
    this.#examination?.cancel();
    this.#examination = null;
    this.#cut.forget();
    this.#treatment.forget();
    this.#partial.forget();
  }

  #isDone(rows: RowList, evaluations: readonly EvaluationData[]): boolean {
    return this.#examination?.isOf(rows, evaluations) === true && this.#examination.done;
  }

  #findFor(
    fixes: readonly FixName[],
    { training: { rows }, evaluations }: Examined,
    { signal, emit }: CallContext,
  ): Promise<Found> {
    if (fixes.length === 0) return Promise.resolve(NOTHING_FOUND);
    const onProgress: ChecksOptions['onProgress'] = (stage, done, total) => {
      emit({ kind: 'progress', phase: PHASES[stage], done, total, unit: 'rows' });
    };
    const key = [rows, fixes.join(), ...evaluations.map(({ splits }) => splits)];
    return this.#partial.get(key, () => diagnoseFor(fixes, rows, evaluations, { signal, onProgress }));
  }

  async #treat(rows: RowList, found: Found, fixes: readonly FixName[]): Promise<Treatment> {
    const treatment = await this.#treatment.get([found, fixes.join()], () =>
      Promise.resolve(treatRows(rows, found, fixes)),
    );
    if (treatment.rows.length === 0 && rows.length > 0)
      throw new InputError('training data', `the fixes leave no row to train on: ${fixes.join(', ')}`);
    return treatment;
  }

  /** What was found, and with an open model the texts that it cuts. */
  async #withCut(
    { findings }: Found,
    { training: { rows }, folder }: Examined,
    settings: Settings,
    context: CallContext,
  ): Promise<readonly Finding[]> {
    const cut = folder === null ? null : await this.#cutTexts(rows, folder, settings, context);
    return cut === null ? findings : [...findings, cut];
  }

  #examine(rows: RowList, evaluations: readonly EvaluationData[]): Examination {
    if (this.#examination?.isOf(rows, evaluations) !== true) {
      this.#examination?.cancel();
      this.#examination = new Examination(rows, evaluations);
    }
    return this.#examination;
  }

  #cutTexts(
    rows: RowList,
    folder: ModelFolder,
    settings: Settings,
    { signal }: CallContext,
  ): Promise<Finding | null> {
    const { tokenizer, prompts, maxLength } = encoderSetup(folder, settings);
    const count = (text: string, kind: 'query' | 'passage'): number => {
      const given =
        kind === 'query' ? formatQuery(text, prompts) : formatPassage({ title: '', text }, prompts, false);
      return tokenizer.encode(given, LONGEST).length;
    };
    return this.#cut.get([rows, folder, maxLength, prompts.query, prompts.passage], () =>
      findCutTexts(rows, { count, maxLength }, createPause(signal)),
    );
  }
}

function fixNotes(
  { rowsRead, rowsAfterFixes, textsLeftOut, syntheticMoved }: ChecksSummary,
  fixes: readonly FixName[],
): string[] {
  if (fixes.length === 0) return [];
  const left = `${rowsRead - rowsAfterFixes} of ${rowsRead} rows and ${textsLeftOut} texts of other rows were left out`;
  const moved =
    syntheticMoved > 0 ? `, ${syntheticMoved} synthetic passages were moved to the negatives` : '';
  return [`Fixes ${fixes.join(', ')}: ${left}${moved}.`];
}

function checkNotes({ complete, rowsRead }: ChecksSummary): string[] {
  if (complete) return [];
  const rows = rowsRead.toLocaleString('en-GB');
  return [
    `Training did not wait for the checks of all ${rows} rows; only those that the fixes need were made.`,
  ];
}

/** The last value made, for as long as what it depends on is the same. */
class Remembered<T> {
  #key: readonly unknown[] = [];
  #value: { readonly of: T } | null = null;

  async get(key: readonly unknown[], make: () => Promise<T>): Promise<T> {
    if (
      this.#value !== null &&
      key.length === this.#key.length &&
      key.every((part, i) => part === this.#key[i])
    )
      return this.#value.of;
    const of = await make();
    this.#key = key;
    this.#value = { of };
    return of;
  }

  forget(): void {
    this.#key = [];
    this.#value = null;
  }
}
