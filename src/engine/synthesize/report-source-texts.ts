import type { SourceTexts } from '../../core/formats/source-texts/read-source-texts';
import type { SourceTextsReport } from '../protocol/synthesis';

/** Texts shown for a first look. */
const PREVIEW = 5;

/** What the page shows of texts that were opened to make rows from. */
export function reportSourceTexts({ texts, files }: SourceTexts): SourceTextsReport {
  return { files, count: texts.length, preview: texts.slice(0, PREVIEW) };
}
