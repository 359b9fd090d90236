import { describeFit } from '../core/memory/describe-fit.ts';
import type { LlmCounts } from '../core/llm/llm.ts';
import { describeStudyEvent } from './describe-study.ts';
import type {
  BaselineEvent,
  EngineEvent,
  EvaluationEvent,
  MemoryEvent,
  ProgressEvent,
  StepEvent,
} from '../engine/protocol/events.ts';

/**
 * What the engine says, as a line for people. `lasting`: worth keeping, not just the state of the moment.
 * Undefined for what says nothing here: a headless run is never paused.
 */
export function describeEvent(event: EngineEvent): { text: string; lasting: boolean } | undefined {
  switch (event.kind) {
    case 'progress':
      return { text: describeProgress(event), lasting: false };
    case 'step':
      return { text: describeStep(event), lasting: false };
    case 'evaluation':
      return { text: describeEvaluation(event), lasting: true };
    case 'baseline':
      return { text: describeBaseline(event), lasting: true };
    case 'note':
      return { text: event.text, lasting: true };
    case 'memory':
      return { text: describeMemory(event), lasting: true };
    case 'llm':
    case 'synthesis':
    case 'pairs':
      return { text: describeCounts(event.counts), lasting: false };
    case 'study':
      return { text: describeStudyEvent(event), lasting: true };
    case 'reply':
    case 'state':
    case 'similarity':
      return undefined;
  }
}

function describeCounts({
  replies,
  cached,
  retries,
  failed,
  promptTokens,
  completionTokens,
  cost,
}: LlmCounts): string {
  const tokens = `${group(promptTokens)} tokens read, ${group(completionTokens)} written`;
  const price = cost > 0 ? `, cost ${cost.toFixed(4)}` : '';
  return `${group(replies)} replies, ${group(cached)} stored before, ${group(retries)} retries, ${group(failed)} failed; ${tokens}${price}`;
}

function describeProgress({ phase, done, total, unit, secondsLeft }: ProgressEvent): string {
  const amount = total > 0 ? `${group(done)} of ${group(total)}` : group(done);
  return `${phase}: ${amount} ${unit}${timeLeft(secondsLeft)}`;
}

function describeStep(event: StepEvent): string {
  const { step, steps, loss, lr, tokensPerSecond, secondsLeft } = event;
  const speed = `${group(Math.round(tokensPerSecond))} tokens/s`;
  return `step ${step} of ${steps}: loss ${loss.toFixed(4)}, lr ${lr.toExponential(1)}, ${speed}${timeLeft(secondsLeft)}`;
}

function describeEvaluation({ step, mean, low, high, best, others }: EvaluationEvent): string {
  const value = `${mean.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
  const elsewhere = others.map((other) => `; ${other.name} ${other.mean.toFixed(4)}`).join('');
  return `step ${step}: curve ${value}${best ? ', best so far' : ''}${elsewhere}`;
}

function describeBaseline({ metric, dev, test, others }: BaselineEvent): string {
  const of = (table: Readonly<Record<string, number>>): string => (table[metric] ?? Number.NaN).toFixed(4);
  const figures = [test, ...others].map(
    ({ name, queries, bm25, untouched, hybrid }) =>
      `${name} (${queries} queries) BM25 ${of(bm25)}, untouched ${of(untouched)}` +
      (hybrid === undefined ? '' : `, both joined ${of(hybrid)}`),
  );
  const curve = `the curve's ${dev.name} (${dev.queries} queries) BM25 ${dev.bm25.toFixed(4)}, untouched ${dev.untouched.toFixed(4)}`;
  return `before training, ${metric}: ${[...figures, curve].join('; ')}`;
}

function describeMemory({ plan, proposal, measured }: MemoryEvent): string {
  const planned = `${megabytes(plan.bytes)} planned of ${megabytes(plan.limits.total)}`;
  if (measured !== null) return `memory: ${megabytes(measured)} in use at most, ${planned}`;
  if (plan.fits) return `memory: ${planned}`;
  const advice =
    proposal === null
      ? 'only a smaller model, or shorter texts (--maxLength), would fit'
      : `with ${describeFit(proposal.change)} it needs ${megabytes(proposal.bytes)}: ${asFlags(proposal.change)}`;
  return `memory: ${planned}: this may not fit; ${advice}`;
}

function asFlags(change: Readonly<Record<string, number | boolean>>): string {
  return Object.entries(change)
    .map(([name, value]) => (value === true ? `--${name}` : `--${name} ${String(value)}`))
    .join(' ');
}

function megabytes(bytes: number): string {
  return `${group(Math.round(bytes / 1e6))} MB`;
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '';
  const whole = Math.round(seconds);
  const clock = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return `, ${clock} min left`;
}

function group(value: number): string {
  return value.toLocaleString('en-GB');
}
