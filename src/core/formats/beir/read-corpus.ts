import type { EvalQuery, Passage } from '../../data/eval-set';
import type { RejectList } from '../../data/reject-list';
import type { InputFile } from '../input-file';
import type { LineOptions } from '../read-lines';
import { checkText } from '../training/text-field';
import { readBeirLines } from './read-beir-lines';

/**
 * Reads corpus.jsonl: {"_id", "title", "text"}; the title may be absent. A passage needs a text or a title.
 * @returns the passages in the file's order, and remarks on the file
 */
export async function readCorpus(file: InputFile, options: LineOptions, rejects: RejectList) {
  const passages: Passage[] = [];
  const notes = await readBeirLines(file, options, rejects, ({ id, fields }) => {
    const text = checkText(fields['text'], 'text');
    const title = checkText(fields['title'], 'title');
    if ('fault' in text && (fields['text'] !== '' || 'fault' in title)) return `"text" ${text.fault}`;
    passages.push({
      id,
      title: 'text' in title ? title.text : '',
      text: 'text' in text ? text.text : '',
    });
    return undefined;
  });
  return { passages, notes };
}

/**
 * Reads queries.jsonl: {"_id", "text"}.
 * @returns the queries in the file's order, and remarks on the file
 */
export async function readQueries(file: InputFile, options: LineOptions, rejects: RejectList) {
  const queries: EvalQuery[] = [];
  const notes = await readBeirLines(file, options, rejects, ({ id, fields }) => {
    const text = checkText(fields['text'], 'text');
    if ('fault' in text) return `"text" ${text.fault}`;
    queries.push({ id, text: text.text });
    return undefined;
  });
  return { queries, notes };
}
