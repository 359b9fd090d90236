/** A piece of a long document. */
export interface Piece {
  readonly title: string;
  readonly text: string;
}

/** Words up to which a document stays whole, and up to which paragraphs are put together. */
const WHOLE = 300;
const PIECE = 200;

const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;

/**
 * The passages of a text file. A short one is one passage; a longer one is cut between its paragraphs (blank lines
 * stand between them) into passages of up to 200 words, one with a longer paragraph aside. In Markdown every heading
 * begins a passage, and is its title.
 */
export function cutDocument(text: string, isMarkdown: boolean): Piece[] {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const first = isMarkdown ? (HEADING.exec(paragraphs[0]?.split('\n')[0] ?? '')?.[1] ?? '') : '';
  const parts = isMarkdown ? paragraphs.flatMap(apartFromHeading) : paragraphs;
  const isShort = countWords(text) <= WHOLE;
  const pieces: { title: string; text: string }[] = [];
  let title = first;
  let open: { title: string; text: string } | undefined;
  for (const part of parts.filter((paragraph) => paragraph !== '')) {
    const heading = isMarkdown ? HEADING.exec(part) : null;
    if (heading !== null) {
      title = heading[1] ?? '';
      if (!isShort) open = undefined;
      continue;
    }
    if (open !== undefined && (isShort || countWords(open.text) + countWords(part) <= PIECE))
      open.text += `\n\n${part}`;
    else pieces.push((open = { title: isShort ? first : title, text: part }));
  }
  return pieces;
}

/** A heading needs no blank line behind it. */
function apartFromHeading(paragraph: string): string[] {
  const lines = paragraph.split('\n');
  const parts: string[] = [];
  let rest: string[] = [];
  for (const line of lines) {
    if (HEADING.test(line.trim())) {
      parts.push(rest.join('\n'), line.trim());
      rest = [];
    } else rest.push(line);
  }
  return [...parts, rest.join('\n').trim()];
}

function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
