import { InputError } from '../../input-error';

/** A data set of the Hugging Face Hub, or a part of one. */
export interface DatasetName {
  /** "owner/name". */
  readonly id: string;
  /** The folder inside that holds the part; '' for all of it. */
  readonly folder: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

const FORM = /^(?:hf:)?([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)((?:\/[^/@\s]+)*)\/?(?:@(\S+))?$/;

/**
 * Reads "OWNER/NAME", with a folder ("OWNER/NAME/FOLDER") and a revision ("@REVISION") where wanted, "hf:" before it or
 * not.
 * @throws InputError when the text is no such name
 */
export function parseDatasetName(text: string): DatasetName {
  const [, id, folder = '', revision = 'main'] = FORM.exec(text.trim()) ?? [];
  if (id === undefined || folder.includes('..') || revision.includes('..'))
    throw new InputError(
      text,
      'this is no data set of the Hub; one looks like owner/name, owner/name/folder or owner/name@revision',
    );
  return { id, folder: folder.slice(1), revision };
}
