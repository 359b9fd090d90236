import { readSourceTexts } from '../../core/formats/source-texts/read-source-texts';
import { reportSourceTexts } from '../synthesize/report-source-texts';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openDocuments: Handler<'openDocuments'> = async (session, { source }, context) => {
  const { files } = await filesOf(source, 'documents', context);
  const read = await readSourceTexts(files, 'documents', readOptions(context, 'Reading documents'));
  session.documents = read.texts;
  return reportSourceTexts(read);
};
