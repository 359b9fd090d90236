import type { Settings } from '../../core/settings/settings';
import type { StudyDesign } from '../../core/study/design-study';
import type { FailedCell } from '../../core/study/failed-cell';
import { BASELINE_NAMES, type StudyCell } from '../../core/study/study-cell';
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
  readonly #about: StudyAbout;
  readonly #tabulator: StudyTabulator;
  #cells: readonly StudyCell[] = [];
  #failed: readonly FailedCell[] = [];
  readonly #notes: Set<string>;
  /** Of runs and baselines. */
  readonly #names: ReadonlyMap<string, string>;
  #reference: string;

  constructor(design: StudyDesign, about: StudyAbout) {
    const { k, seed } = about.settings;
    this.design = design;
    this.#about = about;
    this.#notes = new Set(about.notes);
    const runs = design.runs.map(({ id, name }) => [id, name] as const);
    this.#names = new Map([...Object.entries(BASELINE_NAMES), ...runs]);
    this.#tabulator = new StudyTabulator(design, { metric: headlineMetric(k), seed });
    this.#reference = usualReference(design);
  }

  /** With what its cells have said so far among the notes. */
  get about(): StudyAbout {
    return { ...this.#about, notes: [...this.#notes] };
  }

  get cells(): readonly StudyCell[] {
    return this.#cells;
  }

  get failed(): readonly FailedCell[] {
    return this.#failed;
  }

  /** Gives what the cells have to say that was not said before. */
  add(cells: readonly StudyCell[]): string[] {
    this.#cells = [...this.#cells, ...cells];
    return cells.flatMap(({ run, notes }) =>
      notes.flatMap((text) => this.note(`${this.#nameOf(run)}: ${text}`)),
    );
  }

  /** Notes that a cell failed, and gives the note. */
  fail(cell: FailedCell): string[] {
    this.#failed = [...this.#failed, cell];
    const seed = cell.seed === null ? '' : `, seed ${String(cell.seed)}`;
    return this.note(`${this.#nameOf(cell.run)}${seed} failed: ${cell.reason}`);
  }

  /** Gives the note, unless it was made before. */
  note(text: string): string[] {
    if (this.#notes.has(text)) return [];
    this.#notes.add(text);
    return [text];
  }

  /** Compares with this row from now on. @throws Error for one that is not there */
  compareWith(reference: string): StudyTable {
    const table = this.#tabulator.table(this.#cells, reference, this.#failed);
    this.#reference = reference;
    return table;
  }

  table(): StudyTable {
    return this.#tabulator.table(this.#cells, this.#reference, this.#failed);
  }

  #nameOf(run: string): string {
    return this.#names.get(run) ?? run;
  }
}
