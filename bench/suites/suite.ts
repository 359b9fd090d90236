import type { Figure } from '../figure.ts';
import type { Bench, Lab } from '../lab.ts';

export type Backend = 'wasm' | 'webgpu';

/** What a suite is given to measure with. */
export interface SuiteContext {
  readonly lab: Lab;
  /** The backends to measure: WASM, and WebGPU where the browser has an adapter. */
  readonly backends: readonly Backend[];
  /** A real GPU: full shapes; a software adapter gets micro shapes. */
  readonly hardware: boolean;
  /** Fewer and smaller runs, to see that everything works. */
  readonly quick: boolean;
  readonly say: (text: string) => void;
}

export type Suite = (context: SuiteContext) => Promise<Figure[]>;

/** Measures with a fresh page, which is closed whatever happens. */
export async function withBench<T>(lab: Lab, work: (bench: Bench) => Promise<T>): Promise<T> {
  const bench = await lab.bench();
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

/** The figures of `work`, or one that says why there are none. */
export async function orReason(
  subject: string,
  figure: string,
  work: () => Promise<Figure[]>,
): Promise<Figure[]> {
  try {
    return await work();
  } catch (error) {
    return [{ subject, figure, unit: '', ours: null, note: reasonOf(error) }];
  }
}

/** The first line of what an error says. */
export function reasonOf(error: unknown): string {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return reason.replace(/^page\.evaluate: (Error: )?/, '');
}
