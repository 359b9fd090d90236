// What the checks of the training data found, and what fixes leave of it.
import type { Finding } from '../../core/doctor/finding';
import type { FixName } from '../../core/doctor/fixes';
import type { Overview } from '../../core/doctor/overview';

export interface DoctorReport {
  /** Usable rows of the files. */
  readonly rows: number;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  readonly overview: Overview;
  /** False without an open model: whether texts are cut is then not known. */
  readonly lengthsKnown: boolean;
  /** The fixes that are applied, and what training uses with them, before queries are held out. */
  readonly fixes: readonly FixName[];
  readonly used: {
    readonly rows: number;
    /** Texts of rows that stay. */
    readonly textsLeftOut: number;
    readonly syntheticMoved: number;
  };
  /** That the checks took. */
  readonly seconds: number;
}
