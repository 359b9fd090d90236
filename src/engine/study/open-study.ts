import type { Settings } from '../../core/settings/settings';
import type { StudyDesign } from '../../core/study/design-study';
import type { StudyCell } from '../../core/study/study-cell';
import type { StudyTable } from '../../core/study/study-table';
import { StudyTabulator, usualReference } from '../../core/study/tabulate-study';
import { headlineMetric } from '../evaluate/measured-model';
import type { BackendName } from '../protocol/device';

/** What a study is about, for its record. */
export interface StudyAbout {
  readonly settings: Settings;
  readonly model: string;
  readonly backend: BackendName;
  readonly dataHash: string;
  readonly files: readonly string[];
  readonly evaluations: readonly { readonly name: string; readonly role: 'in' | 'out' }[];
  readonly notes: readonly string[];
}

/** The study of a session, under way or finished: its cells so far and the row that the others are compared with. */
export class OpenStudy {
  readonly design: StudyDesign;
  readonly about: StudyAbout;
  readonly #tabulator: StudyTabulator;
  #cells: readonly StudyCell[] = [];
  #reference: string;

  constructor(design: StudyDesign, about: StudyAbout) {
    const { k, seed } = about.settings;
    this.design = design;
    this.about = about;
    this.#tabulator = new StudyTabulator(design, { metric: headlineMetric(k), seed });
    this.#reference = usualReference(design);
  }

  get cells(): readonly StudyCell[] {
    return this.#cells;
  }

  add(cells: readonly StudyCell[]): void {
    this.#cells = [...this.#cells, ...cells];
  }

  /** Compares with this row from now on. @throws Error for one that is not there */
  compareWith(reference: string): StudyTable {
    const table = this.#tabulator.table(this.#cells, reference);
    this.#reference = reference;
    return table;
  }

  table(): StudyTable {
    return this.#tabulator.table(this.#cells, this.#reference);
  }
}
