import { readSourceTexts } from '../../core/formats/source-texts/read-source-texts';
import { reportSourceTexts } from '../synthesize/report-source-texts';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openQueries: Handler<'openQueries'> = async (session, { source }, context) => {
  const { files } = await filesOf(source, 'queries', context);
  const read = await readSourceTexts(files, 'queries', readOptions(context, 'Reading queries'));
  session.sourceQueries = read.texts.map(({ id, text }) => ({ id, text }));
  return reportSourceTexts(read);
};
