const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** The sentences of a text in order, without the white space around them; those without a letter or digit left out. */
export function sentencesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((sentence) =>
    /[\p{L}\p{N}]/u.test(sentence),
  );
}
