import type {
  BaselineEvent,
  EngineEvent,
  EvaluationEvent,
  MemoryEvent,
  ProgressEvent,
  StateEvent,
  StepEvent,
} from '../engine/protocol/events';
import type { SimilarityEvent } from '../engine/protocol/similarity';
import { systemNames, type SystemNames } from '../core/results/system-names';
import type { RunResult } from '../engine/protocol/results';
import { appendStep, createCurves, type Curves } from './curves';
import type { Fault } from './fault';

export type RunPhase =
  'idle' | 'running' | 'paused' | 'stopping' | 'cancelling' | 'finished' | 'failed' | 'cancelled';

export interface RunState {
  readonly phase: RunPhase;
  /** Of the models that the curves are of. */
  readonly names: SystemNames;
  readonly progress: ProgressEvent | null;
  /** Grows in place; `revision` changes whenever it has grown. */
  readonly curves: Curves;
  readonly revision: number;
  readonly lastStep: StepEvent | null;
  readonly baseline: BaselineEvent | null;
  readonly evaluations: readonly EvaluationEvent[];
  /** Of every evaluation, for each set of the curve. */
  readonly similarities: readonly SimilarityEvent[];
  readonly memory: MemoryEvent | null;
  readonly result: RunResult | null;
  readonly notes: readonly string[];
  readonly fault: Fault | null;
  /** Other data were opened since: the figures shown are not of what is loaded now. */
  readonly ofEarlierData: boolean;
}

export function idleRun(): RunState {
  return {
    phase: 'idle',
    names: systemNames(),
    progress: null,
    curves: createCurves(),
    revision: 0,
    lastStep: null,
    baseline: null,
    evaluations: [],
    similarities: [],
    memory: null,
    result: null,
    notes: [],
    fault: null,
    ofEarlierData: false,
  };
}

/** A run that has just been asked for. */
export function startedRun(names = systemNames()): RunState {
  return { ...idleRun(), phase: 'running', names };
}

/** True from the start of a run until the engine has answered. */
export function isActive(phase: RunPhase): boolean {
  return phase === 'running' || phase === 'paused' || phase === 'stopping' || phase === 'cancelling';
}

/** Whether the run is, or was, one on preferences. */
export function isAlignment({ names }: Pick<RunState, 'names'>): boolean {
  return names !== systemNames();
}

/** The state after a batch of events, in the order in which they came. */
export function reduceRun(state: RunState, events: readonly EngineEvent[]): RunState {
  return events.reduce(reduceEvent, state);
}

function reduceEvent(state: RunState, event: EngineEvent): RunState {
  switch (event.kind) {
    case 'progress':
      return { ...state, progress: event };
    case 'step':
      appendStep(state.curves, event);
      return { ...state, revision: state.revision + 1, lastStep: event, progress: stepProgress(event) };
    case 'evaluation':
      return { ...state, evaluations: [...state.evaluations, event] };
    case 'similarity':
      return { ...state, similarities: [...state.similarities, event] };
    case 'baseline':
      return { ...state, baseline: event };
    case 'note':
      return { ...state, notes: [...state.notes, event.text] };
    case 'memory':
      return { ...state, memory: event };
    case 'llm':
    case 'reply':
    case 'synthesis':
    case 'study':
    case 'pairs':
      return state; // not of a run
    case 'state':
      return { ...state, phase: nextPhase(state.phase, event.state) };
  }
}

function stepProgress(step: StepEvent): ProgressEvent {
  return {
    kind: 'progress',
    phase: 'Training',
    done: step.step,
    total: step.steps,
    unit: 'steps',
    secondsLeft: step.secondsLeft,
  };
}

/** The engine's word on pause and stop counts, save that a run being cancelled or over stays so. */
function nextPhase(phase: RunPhase, said: StateEvent['state']): RunPhase {
  return isActive(phase) && phase !== 'cancelling' ? said : phase;
}
