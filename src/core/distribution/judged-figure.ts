/** A distance of two groups of texts, and how large it would be by chance. */
export interface JudgedFigure {
  readonly value: number;
  /** 95 % of two groups of these sizes that do not differ stay below. */
  readonly chance: number;
}
