import { askAboutFile } from '../../core/formats/mapping/ask-about-file';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const askMapping: Handler<'askMapping'> = async (_, { source, file }, context) => {
  const { files } = await filesOf(source, 'training', context);
  return askAboutFile(files, file, readOptions(context, 'Reading the first rows'));
};
