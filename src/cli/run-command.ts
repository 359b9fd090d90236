import { InputError } from '../core/input-error.ts';
import type { Settings } from '../core/settings/settings.ts';
import { align } from './align.ts';
import type { AppSession } from './app-session.ts';
import { checkReport } from './check-report.ts';
import type { CommandName } from './commands.ts';
import { describeMeasurement, describeOther, describeRun, describeSelfCheck } from './closing-sentence.ts';
import { evaluateRuns } from './evaluate-runs.ts';
import { judge } from './judge.ts';
import { mine } from './mine.ts';
import { openData, openModel, withRejects, type Inputs } from './open-inputs.ts';
import { study } from './study.ts';
import { synthesize } from './synthesize.ts';
import type { EngineEvent } from '../engine/protocol/events.ts';
import type { Paths } from './parse-command-line.ts';
import { saveModel, saveRun, withoutQueries } from './save-run.ts';

/** What a command has to work with. */
export interface Task {
  readonly session: AppSession;
  readonly inputs: Inputs;
  readonly settings: Settings;
  /** Folder for the output; '' for a command without any. */
  readonly staging: string;
  readonly note: (text: string) => void;
  /** The folder for the output as the user named it, and what they named; both are for commands that are shown again. */
  readonly out: string;
  readonly paths: Paths;
  /** Hears what the engine says from now on. */
  readonly listen: (hear: (event: EngineEvent) => void) => void;
  /** To be done once the output is in its place. */
  readonly whenSaved: (work: () => void) => void;
  /** Names a file beside the output that stays when the command is cancelled, so that it can go on. */
  readonly leave: (path: string) => void;
}

/** Runs a command and gives its result object. */
export async function runCommand(command: CommandName, task: Task): Promise<Record<string, unknown>> {
  switch (command) {
    case 'train':
      return train(task);
    case 'eval':
      return task.inputs.runs.length > 0 ? evaluateRuns(task) : evaluate(task);
    case 'check':
      return check(task);
    case 'export':
      return exportOnly(task);
    case 'mine':
      await openDevice(task.session, task.settings, task.note);
      return mine(task);
    case 'study':
      return study(task);
    case 'synthesize':
      await openDevice(task.session, task.settings, task.note);
      return synthesize(task);
    case 'judge':
      await openDevice(task.session, task.settings, task.note);
      return judge(task);
    case 'align':
      await openDevice(task.session, task.settings, task.note);
      return align(task);
    case 'self-check':
      return selfCheck(task);
  }
}

async function train({ session, inputs, settings, staging, note }: Task): Promise<Record<string, unknown>> {
  await openDevice(session, settings, note);
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const result = withoutQueries(await session.call('train', { settings }));
  await saveRun(session, settings, staging);
  note(describeRun(result));
  for (const other of result.others) note(describeOther(result.metric, other));
  return { ...result, notes: withRejects(result.notes, data) };
}

async function check({ session, inputs, settings }: Task): Promise<Record<string, unknown>> {
  const data = await openData(session, inputs, () => undefined);
  return checkReport(data, await session.call('checkData', { settings }));
}

async function evaluate({
  session,
  inputs,
  settings,
  staging,
  note,
}: Task): Promise<Record<string, unknown>> {
  await openDevice(session, settings, note);
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  const result = withoutQueries(await session.call('evaluate', { settings }));
  await session.save('exportRecords', {}, staging);
  for (const set of [result, ...result.others]) note(describeMeasurement(result.metric, set));
  return { ...result, notes: withRejects(result.notes, data) };
}

async function exportOnly({
  session,
  inputs,
  settings,
  staging,
  note,
}: Task): Promise<Record<string, unknown>> {
  if (inputs.evaluations.length > 1)
    throw new InputError('--eval', 'an export embeds the corpus of one set; give one');
  await openDevice(session, settings, note);
  const { evaluations } = await openData(session, inputs, note);
  await openModel(session, inputs);
  await saveModel(session, settings, staging);
  for (const { name: set } of evaluations) await session.save('exportIndex', { set, settings }, staging);
  return { model: settings.model, precision: settings.precision };
}

async function selfCheck({ session, settings, note }: Task): Promise<Record<string, unknown>> {
  await openDevice(session, settings, note);
  const report = await session.call('selfCheck', {});
  for (const line of describeSelfCheck(report)) note(line);
  if (report.failed > 0) process.exitCode = 1; // the report is the result all the same
  return { ...report };
}

export async function openDevice(
  session: AppSession,
  settings: Settings,
  note: (text: string) => void,
): Promise<void> {
  const { label, reason } = await session.call('openDevice', { backend: settings.backend });
  note(reason === '' ? label : `${label} (${reason})`);
}
