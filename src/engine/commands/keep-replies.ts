import { readReplies } from '../../core/llm/read-replies';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const keepReplies: Handler<'keepReplies'> = async (session, { source }, context) => {
  const { files } = await filesOf(source, 'training', context);
  let replies = 0;
  for await (const batch of readReplies(files, readOptions(context, 'Reading replies'))) {
    for (const reply of batch) await session.replies.keep(reply);
    replies += batch.length;
  }
  return { replies };
};
