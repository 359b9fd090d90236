import type { SelfCheckReport, SelfCheckRow } from '../engine/protocol/self-check';
import { formatPlural, formatValue } from './format-value';

/** What a self-check came to, in one sentence. */
export function selfCheckSentence({ rows, failed, seconds }: SelfCheckReport): string {
  const checks = formatPlural(rows.length, 'check');
  const time = `${seconds.toFixed(1)} s`;
  return failed === 0 ? `${checks} passed in ${time}.` : `${failed} of ${checks} failed, in ${time}.`;
}

/** A self-check as text for a bug report; the table is Markdown. */
export function selfCheckText(report: SelfCheckReport): string {
  const { version, device, facts, rows } = report;
  const known = {
    Device: device.reason === '' ? device.label : `${device.label} (${device.reason})`,
    Backend: device.backend,
    Threads: String(device.threads),
    ...facts,
  };
  const lines = rows.map(({ operation, input, error, worst, tolerance, milliseconds, ...rest }) => {
    const figures = [formatError(error), worst, formatValue(tolerance), milliseconds.toFixed(0)];
    return [operation, input, ...figures, verdictText(rest)];
  });
  return [
    `Kennel ${version}, self-check: ${selfCheckSentence(report)}`,
    '',
    ...Object.entries(known).map(([name, value]) => `- ${name}: ${value}`),
    '',
    tableLine(['operation', 'input', 'largest error', 'of', 'tolerance', 'ms', 'verdict']),
    tableLine(['---', '---', '---:', '---', '---:', '---:', '---']),
    ...lines.map(tableLine),
    '',
  ].join('\n');
}

/** A relative error, two digits: 4.2e-7. A dash where nothing could be compared. */
export function formatError(error: number | null): string {
  if (error === null) return '–';
  return error === 0 ? '0' : error.toExponential(1);
}

function verdictText({ verdict, reason }: Pick<SelfCheckRow, 'verdict' | 'reason'>): string {
  return verdict === 'passed' ? 'passed' : `FAILED: ${reason}`;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/gu, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}
