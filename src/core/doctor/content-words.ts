import { termOf, tokenise } from '../text/analyse';

/** Words of questions that carry no subject, as stems. */
const QUESTION_WORDS = new Set(
  (
    'how what when where which who whom whose why do doe did can could should would may might must i you we it my our ' +
    'your me us am been being have ha had get got need want pleas tell about from than so any some'
  ).split(' '),
);

/** A letter alone, as of 'the year's end'; a digit alone may be all that differs. */
const LETTER = /^[a-z]$/;

/**
 * The words that a question is about: Porter stems, without stop words and question words, each once. The stems of
 * tokens are remembered, because a data set uses few words often.
 */
export function createContentWords(): (text: string) => ReadonlySet<string> {
  const stems = new Map<string, string | undefined>();
  const stemOf = (token: string): string | undefined => {
    if (stems.has(token)) return stems.get(token);
    const stem = termOf(token);
    const kept = stem === undefined || QUESTION_WORDS.has(stem) || LETTER.test(stem) ? undefined : stem;
    stems.set(token, kept);
    return kept;
  };
  return (text) => new Set(tokenise(text).flatMap((token) => stemOf(token) ?? []));
}
