import type { Points } from '../../core/projection/covariance';
import { principalAxes, projectPoints } from '../../core/projection/principal-axes';
import type { CallContext } from '../commands/command';
import { nextTask } from '../next-task';
import type { EmbeddingMap, MapFrame, MapMethod } from '../protocol/map';
import { mapDistances } from './map-distances';
import type { EmbeddingRecord, RecordedFrame } from './observer';
import { fitUmap } from './umap-layout';

/** How to place the points of any frame, and what that was learned from. */
interface Projection {
  readonly fittedOn: readonly number[];
  readonly explained: readonly number[];
  place(frame: RecordedFrame): Float32Array;
}

/**
 * Draws every recorded checkpoint in one and the same plane, fitted on the untouched and the kept weights together, so
 * that points move from checkpoint to checkpoint and the map as a whole does not turn over.
 * @throws Error where there are too few points; the signal's reason when cancelled
 */
export async function projectRecord(
  record: EmbeddingRecord,
  method: MapMethod,
  { signal, emit }: CallContext,
): Promise<EmbeddingMap> {
  const tell = (phase: string, unit: string) => (done: number, total: number) => {
    emit({ kind: 'progress', phase, done, total, unit });
  };
  const fit = method === 'pca' ? fitPca : fitUmapPlane;
  const projection = await fit(record, signal, tell('Laying out the map', 'rounds'));
  const placed = tell('Placing checkpoints', 'checkpoints');
  const frames: MapFrame[] = [];
  for (const frame of record.frames) {
    placed(frames.length, record.frames.length);
    await nextTask();
    signal.throwIfAborted();
    const positions = projection.place(frame);
    frames.push({ step: frame.step, positions, ...mapDistances(record, frame) });
  }
  const { points, queries, keptStep } = record;
  const { fittedOn, explained } = projection;
  return { method, points, queries, frames, keptStep, fittedOn, explained };
}

/** The untouched and the kept weights; before any step was better, the latest instead. */
function framesToFit({ frames, keptStep }: EmbeddingRecord): RecordedFrame[] {
  const first = frames[0];
  const kept = frames.find(({ step }) => step === keptStep && step !== first?.step) ?? frames.at(-1);
  return [...new Set([first, kept])].flatMap((frame) => frame ?? []);
}

const pointsOf = ({ points, width }: EmbeddingRecord, { values }: Pick<RecordedFrame, 'values'>): Points => ({
  count: points.length,
  width,
  values,
});

function fitPca(record: EmbeddingRecord): Promise<Projection> {
  const fitted = framesToFit(record);
  const axes = principalAxes(
    fitted.map((frame) => pointsOf(record, frame)),
    2,
    record.seed,
  );
  return Promise.resolve({
    fittedOn: fitted.map(({ step }) => step),
    explained: axes.explained,
    place: (frame) => projectPoints(pointsOf(record, frame), axes),
  });
}

async function fitUmapPlane(
  record: EmbeddingRecord,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Projection> {
  const fitted = framesToFit(record);
  const { width, points } = record;
  const values = new Float32Array(fitted.length * points.length * width);
  fitted.forEach((frame, at) => {
    values.set(frame.values, at * frame.values.length);
  });
  const all = { count: fitted.length * points.length, width, values };
  const layout = await fitUmap(all, record.seed, signal, onProgress);
  return {
    fittedOn: fitted.map(({ step }) => step),
    explained: [],
    place: (frame) => {
      const at = fitted.indexOf(frame);
      const own = layout.positions.slice(2 * at * points.length, 2 * (at + 1) * points.length);
      return at === -1 ? layout.place(pointsOf(record, frame)) : own;
    },
  };
}
