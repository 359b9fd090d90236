import type { Reject } from '../core/data/training-row';
import { formatCount, formatPlural } from '../store/format-value';
import { downloadText } from './download';
import { Fold } from './fold';

const SHOWN = 100;

/** Lines that were left out and why: the first hundred here, all that are known as a file. */
export function RejectList({
  file,
  rejected,
  count,
}: {
  file: string;
  rejected: readonly Reject[];
  count: number;
}) {
  if (count === 0) return null;
  const shown = rejected.slice(0, SHOWN);
  return (
    <Fold className="fold-warn" summary={<>{formatPlural(count, 'line')} left out</>}>
      <ol className="rejects">
        {shown.map((reject) => (
          <li key={`${reject.file}:${reject.line}:${reject.reason}`}>
            <span className="figures quiet">line {formatCount(reject.line)}</span> {reject.reason}
          </li>
        ))}
      </ol>
      {count > shown.length && <p className="quiet">and {formatCount(count - shown.length)} more</p>}
      <button
        type="button"
        className="small"
        onClick={() => {
          downloadText(`${file}.left-out.txt`, rejectsAsText(rejected, count));
        }}
      >
        Save this list
      </button>
    </Fold>
  );
}

function rejectsAsText(rejected: readonly Reject[], count: number): string {
  const lines = rejected.map(({ file, line, column, reason }) =>
    [file, line, ...(column === undefined ? [] : [column])].join(':').concat(`: ${reason}`),
  );
  if (count > rejected.length) lines.push(`and ${count - rejected.length} more`);
  return `${lines.join('\n')}\n`;
}
