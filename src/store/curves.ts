import type { StepEvent } from '../engine/protocol/events';
import { GrowingArray } from './growing-array';

/** What is drawn of every step. */
export const CURVE_NAMES = [
  'step',
  'loss',
  'lr',
  'gradNorm',
  'positive',
  'hardest',
  'tokensPerSecond',
] as const satisfies readonly (keyof StepEvent)[];

export type CurveName = (typeof CURVE_NAMES)[number];

/** One column per curve, all of the same length. */
export type Curves = Readonly<Record<CurveName, GrowingArray>>;

export function createCurves(): Curves {
  return {
    step: new GrowingArray(),
    loss: new GrowingArray(),
    lr: new GrowingArray(),
    gradNorm: new GrowingArray(),
    positive: new GrowingArray(),
    hardest: new GrowingArray(),
    tokensPerSecond: new GrowingArray(),
  };
}

/** Appends one step to every column, in place. */
export function appendStep(curves: Curves, step: StepEvent): void {
  for (const name of CURVE_NAMES) curves[name].push(step[name]);
}
