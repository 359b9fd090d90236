import { passageText } from '../beir/read-beir-training';
import { isFields } from './format-reader';
import { TEVATRON } from './list-family';
import { passageListReader, type ListedPassage } from './passage-lists';
import { checkText } from './text-field';

/** Rows of Tevatron 1: query_id, query, and lists of passages { docid, title, text }. */
export const tevatronReader = passageListReader(TEVATRON, { readPassage });

function readPassage(item: unknown, key: string): ListedPassage {
  if (!isFields(item)) return checkText(item, key);
  const text = checkText(item['text'], `${key}.text`);
  const title = checkText(item['title'] ?? '', `${key}.title`);
  if ('fault' in text) return text;
  const whole = passageText({ id: '', title: 'text' in title ? title.text : '', text: text.text });
  return { text: whole, id: item['docid'] };
}
