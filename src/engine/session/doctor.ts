import type { EvaluationData } from '../../core/data/evaluation-data';
import type { RowList } from '../../core/data/row-list';
import type { TrainingData } from '../../core/data/training-data';
import { summariseChecks, type ChecksSummary } from '../../core/doctor/checks-summary';
import { findCutTexts } from '../../core/doctor/cut-texts';
import type { Finding } from '../../core/doctor/finding';
import { parseFixes, type FixName } from '../../core/doctor/fixes';
import { treatRows, type Treatment } from '../../core/doctor/treated-rows';
import { createPause } from '../../core/formats/pause';
import { InputError } from '../../core/input-error';
import type { Settings } from '../../core/settings/settings';
import { formatPassage, formatQuery } from '../../core/text/prompts';
import type { CallContext } from '../commands/command';
import type { ModelFolder } from '../model/folder/model-folder';
import type { DoctorReport } from '../protocol/doctor';
import { encoderSetup } from './encoder-setup';
import { Examination } from './examination';

/** The part of the session that the checks look at. */
export interface Examined {
  readonly training: TrainingData;
  readonly evaluations: readonly EvaluationData[];
  readonly folder: ModelFolder | null;
}

/** What training uses, and what the page and the records say of it. */
export interface CheckedRows {
  readonly rows: RowList;
  readonly report: DoctorReport;
  readonly summary: ChecksSummary;
  /** In sentences, for the notes of a run. */
  readonly notes: readonly string[];
}

/** Longer texts need not be told apart: they are cut. */
const LONGEST = 4096;

/** Checks the training data and applies the fixes that the settings name; remembers what it need not do again. */
export class Doctor {
  #examination: Examination | null = null;
  readonly #cut = new Remembered<Finding | null>();
  readonly #treatment = new Remembered<Treatment>();

  /** @throws InputError for an unknown fix, and where the fixes leave no row */
  async check(examined: Examined, settings: Settings, context: CallContext): Promise<CheckedRows> {
    const fixes = parseFixes(settings.fixes);
    const { training, evaluations, folder } = examined;
    const examination = this.#examine(training.rows, evaluations);
    const diagnosis = await examination.result(context);
    const cut = folder === null ? null : await this.#cutTexts(training.rows, folder, settings, context);
    const treatment = await this.#treatment.get([diagnosis, fixes.join()], () =>
      Promise.resolve(treatRows(training.rows, diagnosis, fixes)),
    );
    if (treatment.rows.length === 0 && training.rows.length > 0)
      throw new InputError('training data', `the fixes leave no row to train on: ${fixes.join(', ')}`);
    const findings = cut === null ? diagnosis.findings : [...diagnosis.findings, cut];
    const summary = summariseChecks({ rows: diagnosis.rows, findings }, treatment, fixes);
    const { rowsAfterFixes, textsLeftOut, syntheticMoved } = summary;
    return {
      rows: treatment.rows,
      report: {
        rows: diagnosis.rows,
        findings,
        overview: diagnosis.overview,
        lengthsKnown: folder !== null,
        fixes,
        used: { rows: rowsAfterFixes, textsLeftOut, syntheticMoved },
        seconds: examination.seconds,
      },
      summary,
      notes: fixNotes(summary, fixes),
    };
  }

  /** Ends what is under way and forgets what is known of the open rows. */
  forget(): void {
    this.#examination?.cancel();
    this.#examination = null;
    this.#cut.forget();
    this.#treatment.forget();
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

/** The last value made, for as long as what it depends on is the same. */
class Remembered<T> {
  #key: readonly unknown[] = [];
  #value: { readonly of: T } | null = null;

  async get(key: readonly unknown[], make: () => Promise<T>): Promise<T> {
    if (this.#value !== null && key.every((part, i) => part === this.#key[i])) return this.#value.of;
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
