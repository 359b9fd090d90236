import type { Client } from '../client/client';
import type { App } from './app';
import { isActive, isAlignment, type RunState } from './run-state';

/** How a run ended that left weights. */
type Ended = 'finished' | 'cancelled' | 'failed';

/** What an alignment would begin with, as far as it was trained here. */
export interface AlignmentStart {
  /** When the training ended, in milliseconds since 1970, and how; null: nothing was trained. */
  readonly trained: { readonly endedAt: number; readonly ended: Ended } | null;
  /** What was trained or aligned here went with an engine that crashed. */
  readonly lost: boolean;
  /** `Client.generation` that it was trained under. */
  readonly generation: number;
}

export const NOTHING_TRAINED: AlignmentStart = { trained: null, lost: false, generation: 0 };

type Followed = Pick<App, 'alignment' | 'model' | 'run' | 'alarm'>;

/** Keeps the start of the next alignment true: trained anew, another model, a crash. */
export function followTraining(client: Client, { alignment, model, run, alarm }: Followed): void {
  let begun = client.generation();
  run.subscribe((state, before) => {
    if (isActive(state.phase) && !isActive(before.phase)) begun = client.generation();
    if (isActive(state.phase) || !isActive(before.phase)) return;
    const generation = client.generation();
    const ended = begun === generation ? endOf(state) : null;
    if (ended === null) alignment.noticeLoss();
    else if (isAlignment(state))
      alignment.setState(({ start }) => ({
        ...(ended !== 'finished' && { last: null, broken: true, using: 'aligned' }),
        start: start.lost ? { ...NOTHING_TRAINED, generation } : { ...start, generation },
      }));
    else {
      const start = { trained: { endedAt: Date.now(), ended }, lost: false, generation };
      alignment.setState({ last: null, broken: false, fault: null, start });
    }
  });
  alarm.subscribe(() => {
    alignment.noticeLoss();
  });
  model.subscribe((state, before) => {
    if (before.status !== 'opening' || state.status !== 'ready') return;
    // The same again: a crash took it, and the person shall still read what went with it.
    if (state.source === before.source) alignment.noticeLoss();
    else alignment.setState({ start: NOTHING_TRAINED });
    alignment.setState({ last: null, broken: false, fault: null });
  });
}

/** The engine keeps the weights of a run that ended well, and the best of another, if they beat those before it. */
function endOf({ result, phase, evaluations }: RunState): Ended | null {
  if (result !== null) return 'finished';
  if (phase !== 'cancelled' && phase !== 'failed') return null;
  return evaluations.some(({ best, step }) => best && step > 0) ? phase : null;
}

const STARTS: Readonly<Record<Ended, string>> = {
  finished: 'the model trained',
  cancelled: 'the best weights of the run cancelled',
  failed: 'the best weights of the run that failed',
};

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** From which model the alignment starts, in a sentence or two. */
export function startWords({ trained, lost }: AlignmentStart, model: string, again: boolean): string {
  const loaded = `Starts from ${model} as it was loaded`;
  if (lost)
    return `What was trained here is gone, because the engine crashed. ${loaded}: train it again first, or load weights that you saved.`;
  if (trained === null)
    return again
      ? `${loaded}, not from the aligned model.`
      : `${loaded}: nothing was trained here yet. Usually a training on rows comes first.`;
  const at = CLOCK.format(trained.endedAt);
  return `Starts from ${STARTS[trained.ended]} at ${at}${again ? ', not from the aligned one' : '. It can be used again afterwards'}.`;
}
