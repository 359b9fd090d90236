import type { RowGroup } from '../data/row-groups';
import type { Settings } from '../settings/settings';
import type { GridName } from './grid-names';

/** One line of a grid: the settings it changes, and whether alignment follows the training. */
export interface StudyVariant {
  /** Unique within its grid. */
  readonly id: string;
  readonly name: string;
  readonly change: Partial<Settings>;
  readonly aligned: boolean;
}

/** What of the data decides which variants there are, and which of them come to the same. */
export interface StudyFacts {
  /** How many training rows have which other texts. */
  readonly withNegatives: number;
  readonly withSynthetic: number;
  readonly withCot: number;
  /** Training rows by how their passage was made. */
  readonly paradigms: readonly RowGroup[];
  /** Why no alignment is possible; null where it is. */
  readonly noAlignment: string | null;
}

/** A grid as these data allow it. */
export interface StudyGrid {
  readonly name: GridName;
  readonly variants: readonly StudyVariant[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}
