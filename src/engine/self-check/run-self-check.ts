import * as tf from '@tensorflow/tfjs';
import { version } from '../../../package.json';
import { nextTask } from '../next-task';
import type { DeviceReport } from '../protocol/device';
import type { ProgressEvent } from '../protocol/events';
import { allChecks } from './all-checks';
import type { Check, Outputs } from './check';
import { describeDevice } from './describe-device';
import { listenToDevice, type DeviceErrors } from './device-errors';
import { judge } from './judge';
import type { SelfCheckReport, SelfCheckRow } from '../protocol/self-check';

export interface SelfCheckContext {
  readonly signal: AbortSignal;
  readonly emit: (event: ProgressEvent) => void;
}

/**
 * Runs every check on the current backend, which must be that of `device`, and leaves it the current one. A check
 * that throws is a row like any other.
 * @throws the signal's reason when cancelled; between two checks, that is.
 */
export async function runSelfCheck(
  device: DeviceReport,
  { signal, emit }: SelfCheckContext,
  checks: readonly Check[] = allChecks(),
): Promise<SelfCheckReport> {
  const started = performance.now();
  const errors = listenToDevice();
  const rows: SelfCheckRow[] = [];
  try {
    const facts = await describeDevice();
    for (const [done, check] of checks.entries()) {
      signal.throwIfAborted();
      const phase = `Checking ${check.operation}`;
      emit({ kind: 'progress', phase, done, total: checks.length, unit: 'checks' });
      rows.push(await runCheck(check, device, errors));
      await nextTask();
    }
    const failed = rows.filter(({ verdict }) => verdict === 'failed').length;
    return { version, device, facts, rows, failed, seconds: (performance.now() - started) / 1000 };
  } finally {
    errors.stop();
  }
}

async function runCheck(check: Check, device: DeviceReport, errors: DeviceErrors): Promise<SelfCheckRow> {
  const { operation, input, tolerance } = check;
  const started = performance.now();
  let milliseconds: number | undefined;
  try {
    const got = await check.compute();
    await errors.check();
    milliseconds = performance.now() - started;
    const want = await onPlainCpu(device, () => check.reference());
    return { operation, input, tolerance, milliseconds, ...judge(got, want, tolerance) };
  } catch (error) {
    milliseconds ??= performance.now() - started;
    const reason = error instanceof Error ? error.message : String(error);
    return { operation, input, tolerance, milliseconds, error: null, worst: '', verdict: 'failed', reason };
  }
}

async function onPlainCpu({ backend }: DeviceReport, compute: () => Promise<Outputs>): Promise<Outputs> {
  await tf.setBackend('cpu');
  try {
    return await compute();
  } finally {
    await tf.setBackend(backend);
  }
}
