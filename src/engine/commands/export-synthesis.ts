import { stage1Text } from '../synthesize/stage1-text';
import type { Handler } from './command';

export const exportSynthesis: Handler<'exportSynthesis'> = async (session, { what }) => {
  if (what === 'log') return { name: 'replies.jsonl', blob: repliesFile(await session.replies.list()) };
  await session.synthesis.load();
  const { text } = stage1Text([...session.synthesis.rows()]);
  if (text === '') throw new Error('There are no rows to save: make some, or accept some.');
  return { name: 'synthetic.jsonl', blob: new Blob([text], { type: 'application/jsonl' }) };
};

/** Every reply as it came, the oldest first. */
function repliesFile(replies: readonly { readonly at: string }[]): Blob {
  const lines = replies
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .map((reply) => `${JSON.stringify(reply)}\n`);
  return new Blob(lines, { type: 'application/jsonl' });
}
