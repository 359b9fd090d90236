import type { Part } from '../api';
import type { Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import { MICRO, MICRO_BATCH, POCKET, WHOLE_BATCH, tokensOf, type Batch, type Shape } from '../shapes.ts';
import { orReason, withBench, type Backend, type SuiteContext } from './suite.ts';

/** Smaller parts are summed up. */
const SHOWN = 0.01;

/** Where the time of a training step goes, kernel by kernel, ours and stock's. */
export async function measureBreakdown(context: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const backend of context.backends) {
    const software = backend === 'webgpu' && !context.hardware;
    const shape = software ? MICRO : POCKET;
    const batch = software || context.quick ? MICRO_BATCH : WHOLE_BATCH;
    for (const worker of ['ours', 'stock'] as const) {
      const subject = `${backend} ${worker} ${software ? 'micro' : 'pocket'}, ${tokensOf(batch)} tokens`;
      context.say(subject);
      const measure = async (bench: Bench): Promise<Figure[]> =>
        figuresOf(subject, await partsOf(bench, worker, backend, shape, batch));
      figures.push(...(await orReason(subject, 'breakdown', () => withBench(context.lab, measure))));
    }
  }
  return figures;
}

async function partsOf(
  bench: Bench,
  worker: 'ours' | 'stock',
  backend: Backend,
  shape: Shape,
  batch: Batch,
): Promise<readonly Part[]> {
  await bench.call(worker, 'open', { backend, breakdown: true });
  await bench.call(worker, 'start', { shape, batch });
  await bench.call(worker, 'step', {});
  return bench.call(worker, 'breakdown', {});
}

function figuresOf(subject: string, parts: readonly Part[]): Figure[] {
  const total = parts.reduce((sum, { ms }) => sum + ms, 0);
  const calls = parts.reduce((sum, part) => sum + part.calls, 0);
  const shown = parts.filter(({ ms }) => ms >= total * SHOWN);
  const rest = parts.filter((part) => !shown.includes(part));
  const others: Part = {
    name: `${rest.length} others`,
    calls: rest.reduce((sum, part) => sum + part.calls, 0),
    ms: rest.reduce((sum, { ms }) => sum + ms, 0),
  };
  const line = ({ name, calls: count, ms }: Part): Figure => ({
    subject,
    figure: name,
    unit: 'ms',
    ours: ms,
    note: `${((100 * ms) / total).toFixed(1)}%, ${count} calls`,
  });
  return [...shown, ...(rest.length > 0 ? [others] : []), { name: 'whole step', calls, ms: total }].map(line);
}
