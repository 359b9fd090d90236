import * as v from 'valibot';

/** A size in config.json: a whole number from 1 on, and not absurdly large. */
export function size(max: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
}

export const LAYERS = size(1000);
export const WIDTH = size(100_000);
export const HEADS = size(10_000);
export const INNER_WIDTH = size(1_000_000);
export const VOCABULARY = size(10_000_000);
export const POSITIONS = size(1_000_000);
export const TYPES = size(1000);
export const EPSILON = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const TOKEN_ID = v.pipe(v.number(), v.integer(), v.minValue(0));
