import type { EvalSet } from '../../core/data/eval-set';
import type { MapPoint } from '../protocol/map';
import type { SimilarityEvent } from '../protocol/similarity';
import { keepFrames } from './keep-frames';
import { ObservedSet, type Look, type ObserverSettings } from './observed-set';
import type { Sight } from './sight';

/** The sampled embeddings under the weights of one step, at unit length, row-major [points, width]. */
export interface RecordedFrame {
  readonly step: number;
  readonly values: Float32Array;
}

/** The same points at every recorded checkpoint. */
export interface EmbeddingRecord {
  readonly seed: number;
  readonly width: number;
  /** All queries first. */
  readonly points: readonly MapPoint[];
  readonly queries: number;
  readonly frames: readonly RecordedFrame[];
  readonly keptStep: number;
}

/** Points of all sets together. */
const MOST_QUERIES = 150;
const MOST_PASSAGES = 450;
const MOST_FRAMES = 30;
/** Of all frames together. */
const MOST_BYTES = 32 << 20;

/**
 * Watches the measurements of a run or an evaluation: counts similarities at each, and keeps the embeddings of some
 * queries and passages. It reads what was computed anyway, and its draws have their own generator, so that a run has
 * the same bits with and without it.
 */
export class Observer {
  readonly #settings: ObserverSettings;
  readonly #names: ReadonlyMap<EvalSet, string>;
  readonly #budget: { readonly queries: number; readonly passages: number };
  readonly #sets = new Map<string, ObservedSet>();
  #looks = new Map<string, Look>();
  #frames: RecordedFrame[] = [];
  #keptStep = 0;

  /** @param names the sets to be watched, which share the points of the map */
  constructor(settings: ObserverSettings, names: ReadonlyMap<EvalSet, string>) {
    this.#settings = settings;
    this.#names = names;
    this.#budget = {
      queries: Math.ceil(MOST_QUERIES / names.size),
      passages: Math.ceil(MOST_PASSAGES / names.size),
    };
  }

  /** Takes in one set under the current weights; one that is not watched is passed over. */
  readonly see = (sight: Sight): void => {
    const name = this.#names.get(sight.set);
    if (name === undefined) return;
    let set = this.#sets.get(name);
    if (set === undefined) {
      set = new ObservedSet(name, sight, this.#settings, this.#budget);
      this.#sets.set(name, set);
    }
    this.#looks.set(name, set.look(sight));
  };

  /** Ends the evaluation at a step. `best`: its weights are the best so far. */
  close(step: number, best: boolean): SimilarityEvent[] {
    const looks = this.#looks;
    this.#looks = new Map();
    if (best) this.#keptStep = step;
    // A set that was not measured this time would leave a hole in the frame.
    if (looks.size === this.#sets.size)
      this.#record(
        step,
        [...this.#sets.keys()].flatMap((name) => looks.get(name) ?? []),
      );
    return [...looks].map(([set, { similarity }]) => ({ kind: 'similarity', set, step, ...similarity }));
  }

  /** Tells which step's weights were kept in the end. */
  keep(step: number): void {
    this.#keptStep = step;
  }

  /** Null before the first evaluation, and where no query has a relevant passage. */
  record(): EmbeddingRecord | null {
    const points = describePoints([...this.#sets.values()]);
    const values = this.#frames[0]?.values.length ?? 0;
    if (values === 0) return null;
    return {
      seed: this.#settings.seed,
      width: values / points.length,
      points,
      queries: points.filter(({ kind }) => kind === 'query').length,
      frames: this.#frames,
      keptStep: this.#keptStep,
    };
  }

  #record(step: number, looks: readonly Look[]): void {
    const parts = [...looks.map(({ queries }) => queries), ...looks.map(({ passages }) => passages)];
    const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      values.set(part, at);
      at += part.length;
    }
    const limit = Math.max(3, Math.min(MOST_FRAMES, Math.floor(MOST_BYTES / values.byteLength)));
    this.#frames = keepFrames([...this.#frames, { step, values }], limit, this.#keptStep);
  }
}

/** The points of all sets in the order of the frames: all queries, then all passages. */
function describePoints(sets: readonly ObservedSet[]): MapPoint[] {
  const queries: MapPoint[] = [];
  const passages: { readonly point: Omit<MapPoint, 'relevant'>; readonly relevant: number[] }[] = [];
  const allQueries = sets.reduce((sum, { sample }) => sum + sample.queries.length, 0);
  for (const { sample, points } of sets) {
    const first = passages.length;
    passages.push(...points.passages.map((point) => ({ point, relevant: [] })));
    for (const [at, point] of points.queries.entries()) {
      const relevant = sample.relevant[at] ?? [];
      for (const place of relevant) passages[first + place]?.relevant.push(queries.length);
      queries.push({ ...point, relevant: relevant.map((place) => allQueries + first + place) });
    }
  }
  return [...queries, ...passages.map(({ point, relevant }) => ({ ...point, relevant }))];
}
