import { guessLanguage } from '../../doctor/language';

/** Whether two texts are surely in different scripts or languages; where one cannot be told, they are not. */
export function otherLanguage(a: string, b: string): boolean {
  const [first, second] = [guessLanguage(a), guessLanguage(b)];
  if (first.script === 'no letters' || second.script === 'no letters') return false;
  if (first.script !== second.script) return true;
  return first.language !== null && second.language !== null && first.language !== second.language;
}
