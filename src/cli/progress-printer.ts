import type { EngineEvent } from '../engine/protocol/events.ts';
import { describeEvent } from './describe-event.ts';

/** What the printer needs of stderr. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressPrinter {
  readonly show: (event: EngineEvent) => void;
  /** A line that stays. */
  readonly note: (text: string) => void;
  /** Leaves the cursor at the start of an empty line. */
  readonly end: () => void;
}

const SECONDS_BETWEEN_LINES = 10;

/**
 * Shows progress on a terminal as one line that keeps changing; elsewhere as plain lines, one for each new phase
 * and otherwise one in ten seconds. `now` gives seconds.
 */
export function createProgressPrinter(terminal: Terminal, now: () => number): ProgressPrinter {
  let changing = false;
  let phase = '';
  let lastLine = Number.NEGATIVE_INFINITY;

  const end = (): void => {
    if (changing) terminal.write('\r\x1b[2K');
    changing = false;
  };
  const note = (text: string): void => {
    end();
    terminal.write(`${text}\n`);
  };
  const showChanging = (text: string): void => {
    terminal.write(`\r\x1b[2K${text.slice(0, Math.max(20, (terminal.columns ?? 80) - 1))}`);
    changing = true;
  };
  const showPlain = (event: EngineEvent, text: string): void => {
    const current = event.kind === 'progress' ? event.phase : event.kind;
    if (current === phase && now() - lastLine < SECONDS_BETWEEN_LINES) return;
    phase = current;
    lastLine = now();
    note(text);
  };
  const show = (event: EngineEvent): void => {
    const description = describeEvent(event);
    if (description === undefined) return;
    const { text, lasting } = description;
    if (lasting) note(text);
    else if (terminal.isTTY === true) showChanging(text);
    else showPlain(event, text);
  };
  return { show, note, end };
}
