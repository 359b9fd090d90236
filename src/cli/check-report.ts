import type { Reject } from '../core/data/training-row.ts';
import type { FileReport } from '../core/data/file-report.ts';
import type { Finding } from '../core/doctor/finding.ts';
import type { DoctorReport } from '../engine/protocol/doctor.ts';
import type { EvaluationDataReport } from '../engine/protocol/data.ts';
import type { OpenedData } from './open-inputs.ts';

/** The result object of `check`: what the reader and the doctor say. */
export function checkReport(
  { training, evaluations }: OpenedData,
  { findings, rows, fixes, used, overview, seconds }: DoctorReport,
): Record<string, unknown> {
  const report = {
    files: (training?.files ?? []).map(describeFile),
    findings: findings.map(describeFinding),
    rows,
    fixes,
    used,
    overview,
    seconds,
  };
  if (evaluations.length === 0) return report;
  return { ...report, evaluations: evaluations.map(describeEvaluation) };
}

function describeEvaluation({ rejected, ...rest }: EvaluationDataReport): Record<string, unknown> {
  return { ...rest, rejected: rejected.map((reject) => describeReject(reject, true)) };
}

function describeFinding({ examples, ...finding }: Finding): Record<string, unknown> {
  return { ...finding, examples: examples.map(({ file, line, text }) => `${file}:${line}: ${text}`) };
}

function describeFile({ rejected, ...file }: FileReport): Record<string, unknown> {
  return { ...file, rejected: rejected.map((reject) => describeReject(reject, false)) };
}

function describeReject({ file, line, column, reason }: Reject, withFile: boolean): Record<string, unknown> {
  return { ...(withFile ? { file } : {}), line, ...(column === undefined ? {} : { column }), reason };
}
