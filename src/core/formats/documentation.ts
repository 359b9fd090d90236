import { fileName, type InputFile } from './input-file';

const NAME = /^(?:readme|licen[cs]e|copying|changelog|provenance|citation)(?:\.|$)/i;
const EXTENSION = /\.(?:md|rst|html?|pdf|docx?|py|ipynb|sh|png|jpe?g|svg|bib|ya?ml|lock)$/i;

/** Whether a file in a dropped folder is there to be read by people, by its name. */
export function isDocumentation(file: InputFile): boolean {
  const name = fileName(file);
  return NAME.test(name) || EXTENSION.test(name);
}
