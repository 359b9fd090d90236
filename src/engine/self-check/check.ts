/** What a check computed, by name: "value", "gradient of x". */
export type Outputs = ReadonlyMap<string, ArrayLike<number>>;

/** One operation on one seeded input. */
export interface Check {
  readonly operation: string;
  readonly input: string;
  /** The largest relative error (2-norm) that each output may have. */
  readonly tolerance: number;
  /** The way Kennel computes it, on the current backend. */
  compute(): Promise<Outputs>;
  /** The same by other means; called with tfjs's plain CPU backend as the current one. */
  reference(): Promise<Outputs>;
}

/**
 * Far above what rounding and a GPU's approximate functions cause (1e-7 to 1e-5), far below what a wrong kernel does.
 */
export const TOLERANCE = 1e-4;
