/** Of two passages, the one that answers a query better. Texts are kept exactly as they stood in the file. */
export interface Preference {
  /** Name of the file and line (from 1) where the row starts. */
  readonly file: string;
  readonly line: number;
  readonly query: string;
  readonly chosen: string;
  readonly rejected: string;
  /** Both answer equally well: the order means nothing. */
  readonly tie: boolean;
  /** Neither answers the query: the first is only the better of two that do not. */
  readonly neither: boolean;
  readonly queryId: string | undefined;
  readonly chosenId: string | undefined;
  readonly rejectedId: string | undefined;
}
