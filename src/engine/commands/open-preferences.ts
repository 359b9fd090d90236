import type { FileReport } from '../../core/data/file-report';
import type { Preference } from '../../core/data/preference';
import { expandFiles } from '../../core/formats/archive';
import { isDocumentation } from '../../core/formats/documentation';
import { readPreferences } from '../../core/formats/preferences/read-preferences';
import { createProgress } from '../../core/formats/progress';
import { InputError } from '../../core/input-error';
import { reportPreferences } from '../align/report-preferences';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openPreferences: Handler<'openPreferences'> = async (session, { source, settings }, context) => {
  session.refuseWhileBusy();
  const { files } = await filesOf(source, 'preferences', context);
  const options = readOptions(context, 'Reading preferences');
  const expanded = (await expandFiles(files, options)).filter((file) => !isDocumentation(file));
  if (expanded.length === 0) throw new InputError('preferences', 'there is no file to read');
  const onBytes = createProgress(expanded, options);
  const preferences: Preference[] = [];
  const reports: FileReport[] = [];
  for (const file of expanded) {
    const read = await readPreferences(file, { signal: context.signal, onBytes });
    for (const preference of read.preferences) preferences.push(preference);
    reports.push(read.report);
  }
  session.preferences = preferences;
  session.preferenceFiles = reports;
  return reportPreferences(session, settings);
};
