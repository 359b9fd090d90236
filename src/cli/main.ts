/** `npm run kennel -- COMMAND`: the app without a window. */
import { existsSync } from 'node:fs';
import { InputError } from '../core/input-error.ts';
import { openAppSession, type AppSession } from './app-session.ts';
import type { EngineEvent } from '../engine/protocol/events.ts';
import { helpText } from './help-text.ts';
import { allInputPaths, findInputs, namesKeptByExport, type Inputs } from './open-inputs.ts';
import { openOutputFolder, type OutputFolder } from './output-folder.ts';
import { WRITES } from './own-files.ts';
import { parseCommandLine, type CommandLine } from './parse-command-line.ts';
import { createProgressPrinter } from './progress-printer.ts';
import { runCommand } from './run-command.ts';

type Run = Extract<CommandLine, { kind: 'run' }>;

/** What is left to do once the output is in its place. */
const onceSaved: (() => void)[] = [];

/** Files beside the output from which a cancelled command goes on. */
const left: string[] = [];

const printer = createProgressPrinter(process.stderr, () => performance.now() / 1000);

/** Set as soon as there is a session, so that Ctrl-C can end it. */
let session: AppSession | undefined;
/** When Ctrl-C was first pressed, in milliseconds. */
let cancelled: number | undefined;

function cancel(): void {
  // One key press may arrive twice, from the terminal and from npm; a second press later does not wait.
  if (cancelled !== undefined && performance.now() - cancelled > 1000) process.exit(1);
  if (cancelled !== undefined) return;
  cancelled = performance.now();
  const how = session?.cancel();
  const wait = 'Replies under way are waited for; a second Ctrl-C ends at once.';
  printer.note(how === 'stopping' ? `Cancelling ... ${wait}` : 'Cancelling ...');
}

async function main(words: readonly string[]): Promise<string> {
  const line = parseCommandLine(words);
  if (line.kind === 'help') return helpText(line.command);
  const inputs = findInputs(line.paths, line.settings);
  const { out } = line.paths;
  if (out === undefined) return JSON.stringify(await drive(line, inputs, undefined));
  const output = openOutputFolder({
    out,
    force: line.force,
    writes: WRITES[line.command],
    inputs: allInputPaths(inputs),
    modelFiles: namesKeptByExport(inputs),
  });
  try {
    const result = await drive(line, inputs, output);
    output.commit();
    for (const work of onceSaved) work();
    return JSON.stringify({ ...result, out });
  } finally {
    output.discard();
  }
}

async function drive(
  line: Run,
  inputs: Inputs,
  output: OutputFolder | undefined,
): Promise<Record<string, unknown>> {
  const { backend, endpoint } = line.settings;
  const listeners = [printer.show];
  const onEvent = (event: EngineEvent): void => {
    for (const hear of listeners) hear(event);
  };
  session = await openAppSession({ backend, endpoint, onEvent });
  try {
    if (cancelled !== undefined) throw new Error('cancelled');
    const { settings, command, paths } = line;
    const staging = output?.staging ?? '';
    const listen = (hear: (event: EngineEvent) => void): void => void listeners.push(hear);
    const out = paths.out ?? '';
    const { note } = printer;
    const whenSaved = (work: () => void): void => void onceSaved.push(work);
    const leave = (path: string): void => void left.push(path);
    const told = { note, out, paths, listen, whenSaved, leave };
    return await runCommand(command, { session, inputs, settings, staging, ...told });
  } finally {
    await session.close();
  }
}

/** Says what went wrong, in one line for bad input, and gives the exit code. */
function report(error: unknown): number {
  printer.end();
  if (cancelled !== undefined) {
    const kept = left.filter((path) => existsSync(path)).join(', ');
    const goOn = `Cancelled. The same command goes on where it stopped, by ${kept}.`;
    console.error(kept === '' ? 'Cancelled; nothing was written.' : goOn);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  const isInput = error instanceof InputError;
  console.error(isInput ? message.replace(/\s*\n\s*/g, ' ') : message);
  return isInput ? 2 : 1;
}

process.on('SIGINT', cancel);
process.on('SIGTERM', cancel);
try {
  const text = await main(process.argv.slice(2));
  printer.end();
  console.log(text);
} catch (error) {
  process.exitCode = report(error);
}
process.off('SIGINT', cancel);
process.off('SIGTERM', cancel);
