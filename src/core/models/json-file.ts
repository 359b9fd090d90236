import { InputError } from '../input-error';

/**
 * Parses a JSON file of a model folder.
 * @throws InputError; a web page in place of JSON (a wrong address, a login page) is named as such.
 */
export function parseJsonFile(file: string, text: string): unknown {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text))
    throw new InputError(file, 'this is a web page, not JSON: the address is wrong or a login page answered');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new InputError(file, 'this is not valid JSON');
  }
}
