const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text in any script, as they stand there; punctuation and spaces left out. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike === true) words.push(segment);
  return words;
}
