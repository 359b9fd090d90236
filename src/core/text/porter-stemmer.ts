/**
 * The Porter stemmer [M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980], with the two changes of
 * its author's later releases (-bli and -logi in step 2). Takes a lower-case word; words of one or two letters stay,
 * and so do runs of letters too long to be words.
 */
export function porterStem(word: string): string {
  if (word.length <= 2 || word.length > LONGEST_WORD) return word;
  let stem = stripPlural(word);
  stem = stripPastAndGerund(stem);
  stem = finalYToI(stem);
  stem = replaceSuffix(stem, STEP_2, 1);
  stem = replaceSuffix(stem, STEP_3, 1);
  stem = stripSuffix(stem);
  return stripFinalEAndL(stem);
}

/** Bounds the work on input that is no language, such as a base64 blob. */
const LONGEST_WORD = 100;

type Replacement = readonly [suffix: string, by: string];

/** Double suffixes to single ones. No suffix of the list comes after one that ends it, so that the longest wins. */
const STEP_2: readonly Replacement[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
];

const STEP_3: readonly Replacement[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

/** Removed in step 4 where the measure of the rest is above 1; -ion is treated apart. Longest first where one ends another. */
const STEP_4 = 'al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize'.split(' ');

/** Step 1a: plurals. */
function stripPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Step 1b: -eed, -ed and -ing, and what their removal leaves behind. */
function stripPastAndGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find((end) => word.endsWith(end) && hasVowel(word.slice(0, -end.length)));
  return suffix === undefined ? word : mendStem(word.slice(0, -suffix.length));
}

/** hop(ped) gives hopp, which becomes hop; fil(ing) gives fil, which becomes file. */
function mendStem(stem: string): string {
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsInDoubleConsonant(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

/** Step 1c. */
function finalYToI(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

/** Steps 2 and 3: replaces the first suffix that fits; a rest that is too short ends the search. */
function replaceSuffix(word: string, table: readonly Replacement[], leastMeasure: number): string {
  const match = table.find(([suffix]) => word.endsWith(suffix));
  if (match === undefined) return word;
  const rest = word.slice(0, -match[0].length);
  return measure(rest) >= leastMeasure ? rest + match[1] : word;
}

/** Step 4. */
function stripSuffix(word: string): string {
  if (/[st]ion$/.test(word)) return stripIfLong(word, 3);
  const suffix = STEP_4.find((end) => word.endsWith(end));
  return suffix === undefined ? word : stripIfLong(word, suffix.length);
}

function stripIfLong(word: string, length: number): string {
  const rest = word.slice(0, -length);
  return measure(rest) > 1 ? rest : word;
}

/** Step 5. */
function stripFinalEAndL(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const rest = stem.slice(0, -1);
    const m = measure(rest);
    if (m > 1 || (m === 1 && !endsInShortSyllable(rest))) stem = rest;
  }
  return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem;
}

/** A y is a vowel after a consonant and a consonant elsewhere. */
function isConsonant(word: string, i: number): boolean {
  const letter = word.charAt(i);
  if (letter === 'y') return i === 0 || !isConsonant(word, i - 1);
  return !'aeiou'.includes(letter);
}

/** Porter's m: how often a run of vowels is followed by a run of consonants. */
function measure(word: string): number {
  let count = 0;
  for (let i = 1; i < word.length; i++) {
    if (isConsonant(word, i) && !isConsonant(word, i - 1)) count++;
  }
  return count;
}

function hasVowel(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (!isConsonant(word, i)) return true;
  return false;
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word.charAt(last) === word.charAt(last - 1) && isConsonant(word, last);
}

/** Porter's *o: consonant, vowel, consonant, the last not w, x or y. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1;
  if (last < 2 || 'wxy'.includes(word.charAt(last))) return false;
  return isConsonant(word, last) && !isConsonant(word, last - 1) && isConsonant(word, last - 2);
}
