import { rmSync } from 'node:fs';
import { openCellFile } from './cell-file.ts';
import { describeStudyTable } from './describe-study.ts';
import { lockFile } from './lock-file.ts';
import { openData, openModel, withRejects } from './open-inputs.ts';
import { openDevice, type Task } from './run-command.ts';

/** Runs a study, or goes on with it: its cells stand beside OUT until OUT is whole. */
export async function study(task: Task): Promise<Record<string, unknown>> {
  const { session, inputs, settings, staging, note, out, paths, listen, whenSaved, leave } = task;
  const cells = `${out.replace(/[/\\]+$/, '')}.cells.jsonl`;
  process.once('exit', lockFile(`${cells}.lock`));
  const file = openCellFile(cells);
  leave(file.path);
  whenSaved(() => {
    rmSync(file.path, { force: true });
  });
  await openDevice(session, settings, note);
  const data = await openData(session, inputs, note);
  await openModel(session, inputs);
  if (inputs.preferences !== undefined)
    await session.open('openPreferences', inputs.preferences, { settings });
  listen((event) => {
    if (event.kind === 'study' && event.cell !== null) file.append(event.cell);
  });
  if (file.cells.length > 0) note(`${file.path} has ${file.cells.length} cells of an earlier start.`);
  const report = await session.call('study', { settings, cells: file.cells });
  const sources = {
    data: paths.data ?? [],
    map: paths.map ?? [],
    documents: paths.documents ?? [],
    eval: paths.eval ?? [],
    evalOut: paths.evalOut ?? [],
    preferences: paths.preferences ?? [],
  };
  await session.save('exportStudy', { sources }, staging);
  for (const line of describeStudyTable(report.table)) note(line);
  const { table, computed, seconds, backend, dataHash, notes } = report;
  return { table, computed, seconds, backend, dataHash, notes: withRejects(notes, data) };
}
