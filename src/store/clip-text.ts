/** The beginning of a text, at most `length` code units and an ellipsis, cut between words where there are any. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.slice(0, length + 1);
  const space = start.search(/\s\S*$/u);
  const end = space > length / 2 ? space : length;
  // A pair of surrogates is one character.
  const whole = /[\ud800-\udbff]$/u.test(text.slice(0, end)) ? end - 1 : end;
  return `${text.slice(0, whole)}…`;
}
