import type { Fault } from '../store/fault';

/** An error in place, with where it lies. */
export function FaultMessage({ fault, after }: { fault: Fault; after?: string }) {
  const { message, file, line } = fault;
  const where = file === undefined ? '' : line === undefined ? file : `${file}, line ${line}`;
  const reason = file === undefined ? message : withoutPlace(message, file, line);
  return (
    <div className="fault" role="alert">
      {where !== '' && <strong>{where}</strong>}
      <p>{reason}</p>
      {after !== undefined && <p className="quiet">{after}</p>}
    </div>
  );
}

/** The message of an input error begins with its place, which is shown on a line of its own. */
function withoutPlace(message: string, file: string, line: number | undefined): string {
  const prefix = [`${file}:${line ?? ''}: `, `${file}: `].find((start) => message.startsWith(start));
  return prefix === undefined ? message : message.slice(prefix.length);
}
