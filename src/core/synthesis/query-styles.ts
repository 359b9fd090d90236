/** Styles of queries in the words of a prompt; any other style is taken as it stands. */
const STYLES: Readonly<Record<string, string>> = {
  question: 'a plain question in one sentence',
  keywords: 'two to six keywords, as typed in a hurry, without a sentence',
  situation: 'one or two sentences of somebody who describes the situation they are in and what they want',
  symptom: 'what somebody observes who does not know the cause, without the right technical terms',
  claim: 'a claim that the document supports or refutes, as a statement',
};

export function styleInWords(style: string): string {
  return Object.hasOwn(STYLES, style) ? (STYLES[style] ?? style) : style;
}
