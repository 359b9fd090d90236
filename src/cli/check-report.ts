import type { Reject } from '../core/data/training-row.ts';
import type { FileReport } from '../core/data/file-report.ts';
import type { OpenedData } from './open-inputs.ts';

/** The result object of `check`: what the reader and the doctor say. */
export function checkReport({ training, evaluation }: OpenedData): Record<string, unknown> {
  const report = { files: (training?.files ?? []).map(describeFile), findings: training?.findings ?? [] };
  if (evaluation === undefined) return report;
  const { rejected, ...rest } = evaluation;
  return {
    ...report,
    evaluation: { ...rest, rejected: rejected.map((reject) => describeReject(reject, true)) },
  };
}

function describeFile({ rejected, ...file }: FileReport): Record<string, unknown> {
  return { ...file, rejected: rejected.map((reject) => describeReject(reject, false)) };
}

function describeReject({ file, line, column, reason }: Reject, withFile: boolean): Record<string, unknown> {
  return { ...(withFile ? { file } : {}), line, ...(column === undefined ? {} : { column }), reason };
}
