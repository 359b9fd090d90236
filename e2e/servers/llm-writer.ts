/** One message of a request. */
export interface WriterMessage {
  readonly role: string;
  readonly content: string;
}

/**
 * A language model that follows rules: it looks for the marks of Kennel's own prompts in what it is asked, and gives the
 * same reply to the same words. Asked for yes or no it says yes when the passage has the first word of the query, asked for
 * A or B it takes the longer passage; asked for several queries or wordings it writes so many lines; else it writes a
 * passage about the query.
 */
export function writeReply(messages: readonly WriterMessage[]): string {
  const words = messages.at(-1)?.content ?? '';
  const query = part(words, 'Query') ?? part(words, 'Document') ?? words.slice(0, 60);
  if (words.includes('yes or no')) return saysAnythingOf(query, part(words, 'Passage') ?? '') ? 'yes' : 'no';
  const [first, second] = [part(words, 'Passage A'), part(words, 'Passage B')];
  if (first !== undefined && second !== undefined) {
    if (first.length === second.length) return 'tie';
    return first.length > second.length ? 'A' : 'B';
  }
  const count = /Write (\d+)/.exec(words)?.[1];
  if (count !== undefined && !/Write \d+ to/.test(words)) return severalLines(query, Number(count));
  if (words.startsWith('Translate')) return `In other words: ${words.split('\n').at(-1) ?? ''}`;
  if (words.includes('one word: ready')) return 'ready';
  return passageAbout(query, words);
}

function part(words: string, label: string): string | undefined {
  return new RegExp(`(?:^|\\n)${label}:\\s*([^\\n]+)`).exec(words)?.[1];
}

function saysAnythingOf(query: string, passage: string): boolean {
  const [first = ''] = query.toLowerCase().split(/\s+/);
  return passage.toLowerCase().includes(first);
}

function severalLines(query: string, count: number): string {
  const starts = [
    'what is known of',
    'how does one explain',
    'where can one read about',
    'why does it matter:',
  ];
  const topic = query.split(/\s+/).slice(0, 8).join(' ');
  return Array.from({ length: count }, (_, i) => `${starts[i % starts.length] ?? ''} ${topic} ${i + 1}`).join(
    '\n',
  );
}

function passageAbout(query: string, words: string): string {
  const sentences = [
    `${query} has been looked into for a long time.`,
    `Those who measured it found the answer in ${number(words) % 90} of a hundred cases.`,
    'It depends on the place, on the season and on how much is known beforehand.',
    `Reports of ${1900 + (number(words) % 120)} agree on the main point and differ in its details.`,
  ];
  return sentences.join(' ');
}

/** A number made from a text. */
function number(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash;
}
