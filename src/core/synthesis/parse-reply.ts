/** Verdict of a yes-or-no question. */
export type YesNo = 'yes' | 'no' | 'unparsable';

/** Verdict on two passages, by their place in the prompt; with "neither", the better of two that do not answer. */
export type ComparisonVerdict = 'A' | 'B' | 'A neither' | 'B neither' | 'tie' | 'neither' | 'unparsable';

/** Said when the same is asked again because the last answer could not be read. */
export const ANSWER_ALONE =
  'The last answer could not be read. Give the answer alone, in a form that was asked for, without any other word.';

/** The reply without what a reasoning model thought aloud, also where its beginning or its end is missing. */
export function withoutThinking(reply: string): string {
  const whole = reply.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, ' ');
  const afterEnd = whole.replace(/^[\s\S]*<\/(?:think|thinking|reasoning)>/i, ' ');
  return afterEnd.replace(/<(?:think|thinking|reasoning)>[\s\S]*$/i, ' ').trim();
}

/**
 * Reads yes or no. Only a reply that is the word alone counts (with punctuation, quotation marks or emphasis around it,
 * or after "Answer:"): what explains itself may say one thing and mean the other.
 */
export function parseYesNo(reply: string): YesNo {
  const word = oneWord(reply);
  return word === 'yes' || word === 'no' ? word : 'unparsable';
}

/** Reads A, B, "A neither", "B neither", tie or neither as strictly as `parseYesNo`. */
export function parseComparison(reply: string): ComparisonVerdict {
  switch (
    oneWord(reply)
      .replace(/^passage /, '')
      .replace(/^([ab])[*_]*(?:\s*[,;/-]\s*|\s+)\(?neither$/, '$1 neither')
  ) {
    case 'a':
      return 'A';
    case 'b':
      return 'B';
    case 'a neither':
      return 'A neither';
    case 'b neither':
      return 'B neither';
    case 'tie':
      return 'tie';
    case 'neither':
      return 'neither';
    default:
      return 'unparsable';
  }
}

/** The one word of a reply in small letters, or whatever else stands there. */
function oneWord(reply: string): string {
  const bare = stripMarks(withoutThinking(reply)).toLowerCase();
  return stripMarks(bare.replace(/^(?:(?:the|my|final) )*(?:answer|verdict)\s*(?:\*\*|__)?\s*[:=]\s*/, ''));
}

/** Punctuation, quotation marks and emphasis around a text. */
function stripMarks(text: string): string {
  return text.replace(/^[\s"'`*_.([{“”‘’«»]+|[\s"'`*_.!,;)\]}“”‘’«»]+$/gu, '');
}

/** A line that introduces others, such as "Here are three queries:". */
const INTRODUCTION = /[:：]\s*$/u;

/** A bullet before an item of a list. */
const BULLET = /^\s*[-*•–]\s+/u;

/** What counts the items of a list: a number with a dot or bracket, or a letter with a bracket. */
const COUNTED = /^\s*(?:(\d{1,3})[.)]|([a-z])\))\s+/iu;

/**
 * Reads queries, one a line: marks of lists, quotation marks and an introducing first line go, repeated ones too. A reply as
 * a JSON list of texts is read as well.
 * @returns at most `count`; empty when there is none
 */
export function parseQueries(reply: string, count: number): string[] {
  const text = withoutThinking(reply)
    .replace(/^```\w*\s*$/gm, '')
    .trim();
  const lines = fromJson(text) ?? text.split('\n');
  const items = lines.length > 1 && INTRODUCTION.test(lines[0] ?? '') ? lines.slice(1) : lines;
  const queries = withoutListMarks(items.filter(hasLetters)).map(unquoted).filter(hasLetters);
  return [...new Map(queries.map((query) => [query.toLowerCase(), query])).values()].slice(0, count);
}

/**
 * Bullets go, and numbers and letters where lines that follow each other count from the beginning: "3. Oktober" alone is no
 * item of a list, "E. coli" is none at all.
 */
function withoutListMarks(lines: readonly string[]): string[] {
  const counts = lines.map(countOf);
  let counted = 0;
  return lines.map((line, at) => {
    const begins = counts[at] === 1 && (counts[at + 1] === 2 || lines.length === 1);
    counted = begins ? 1 : counted > 0 && counts[at] === counted + 1 ? counted + 1 : 0;
    return line.replace(counted > 0 ? COUNTED : BULLET, '');
  });
}

/** What an item is counted with, from 1; 0 for one that is not. */
function countOf(line: string): number {
  const [, number, letter] = COUNTED.exec(line) ?? [];
  return letter === undefined ? Number(number ?? 0) : letter.toLowerCase().charCodeAt(0) - 96;
}

function fromJson(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Reads a passage, a translation or reasoning: all of it, without quotation marks around the whole or a label before it. */
export function parseText(reply: string): string {
  const text = withoutThinking(reply).replace(
    /^(?:\*\*|__)?(?:passage|translation|text)(?:\*\*|__)?:(?:\*\*|__)?\s*/i,
    '',
  );
  return unquoted(text);
}

/** Quotation marks go where the whole stands in one pair of them. */
function unquoted(given: string): string {
  const text = given.trim();
  return /^(?:"[^"]+"|“[^”]+”|'[^'\n]+')$/u.test(text) ? text.slice(1, -1).trim() : text;
}
