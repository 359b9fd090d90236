/** One thing the data checks found. */
export interface Finding {
  readonly check: string;
  readonly count: number;
  /** Up to five, each as "file:line: ...". */
  readonly examples: readonly string[];
}
