/** Frequent short words of languages in Latin script; a word of two languages counts for both. */
const WORDS: Readonly<Record<string, string>> = {
  English:
    'the of and to in is that for it was with as on are be this have from how what do does can my you i not',
  German: 'der die das und ist nicht ein eine zu den von mit sich auf für wie im dem wird ich auch es kann',
  French: 'le la les et des est un une du en que dans pour qui sur pas au par ce il comment je',
  Spanish: 'el la los las y de que en es un una por con para no se del al lo como su qué cómo',
  Portuguese: 'o a os as e de que em é um uma por com para não se do da no na como mais ao dos',
  Italian: 'il la le gli e di che in è un una per con non si del della dei al come sono più nel',
  Dutch: 'de het een en van is dat op te in voor met niet zijn er aan die hoe wat ik om bij',
};

const LANGUAGES = new Map<string, string[]>();
for (const [language, words] of Object.entries(WORDS))
  for (const word of words.split(' ')) LANGUAGES.set(word, [...(LANGUAGES.get(word) ?? []), language]);

/** First and last code unit of a block, and its script; in order. */
const SCRIPTS: readonly (readonly [first: number, last: number, name: string])[] = [
  [0x41, 0x24f, 'Latin'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x52f, 'Cyrillic'],
  [0x530, 0x58f, 'Armenian'],
  [0x590, 0x5ff, 'Hebrew'],
  [0x600, 0x6ff, 'Arabic'],
  [0x900, 0x97f, 'Devanagari'],
  [0x980, 0x9ff, 'Bengali'],
  [0xb80, 0xbff, 'Tamil'],
  [0xe00, 0xe7f, 'Thai'],
  [0x10a0, 0x10ff, 'Georgian'],
  [0x1e00, 0x1eff, 'Latin'],
  [0x3040, 0x30ff, 'Japanese'],
  [0x4e00, 0x9fff, 'Chinese'],
  [0xac00, 0xd7af, 'Korean'],
];

/** Characters looked at: a guess needs no more. */
const LOOKED_AT = 300;
/** Frequent words that a guess needs. */
const ENOUGH = 2;

/**
 * The script of most letters of a text, and for Latin script the language whose frequent words it holds most of, where
 * that is clear. A guess by seven short lists, meant to find texts that went astray, not to name every language.
 */
export function guessLanguage(text: string): { readonly script: string; readonly language: string | null } {
  const start = text.slice(0, LOOKED_AT);
  const script = scriptOf(start);
  return { script, language: script === 'Latin' ? latinLanguage(start) : null };
}

function scriptOf(text: string): string {
  const counts = new Map<string, number>();
  let latin = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) latin++;
    else if (code > 0xbf) {
      const name = SCRIPTS.find(([first, last]) => code >= first && code <= last)?.[2];
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  // Japanese writes Chinese characters between its own.
  const kana = counts.get('Japanese') ?? 0;
  if (kana > 0) counts.set('Japanese', kana + (counts.get('Chinese') ?? 0));
  counts.set('Latin', (counts.get('Latin') ?? 0) + latin);
  const [most = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return most[1] === 0 ? 'no letters' : most[0];
}

function latinLanguage(text: string): string | null {
  const hits = new Map<string, number>();
  for (const word of text.toLowerCase().split(/[^\p{L}]+/u))
    for (const language of LANGUAGES.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  const [best, second] = [...hits].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < ENOUGH || best[1] < 1.5 * (second?.[1] ?? 0)) return null;
  return best[0];
}
