/**
 * Takes the plural off an English word and leaves everything else: Harman 1991, "How effective is suffixing?", the
 * S-stemmer. Only the first rule that fits is applied.
 */
export function sStem(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) return /[ea]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (word.endsWith('es')) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  if (word.endsWith('s')) return /[us]s$/.test(word) ? word : word.slice(0, -1);
  return word;
}
