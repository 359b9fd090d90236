import type { Fault } from '../store/fault';

/** An error in place, with where it lies. */
export function FaultMessage({ fault, after }: { fault: Fault; after?: string }) {
  const { message, file, line } = fault;
  const where = file === undefined ? '' : line === undefined ? file : `${file}, line ${line}`;
  // The message of an input error begins with its place, which is shown on a line of its own.
  const prefix = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  const reason = prefix !== '' && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return (
    <div className="fault" role="alert">
      {where !== '' && <strong>{where}</strong>}
      <p>{reason}</p>
      {after !== undefined && <p className="quiet">{after}</p>}
    </div>
  );
}
