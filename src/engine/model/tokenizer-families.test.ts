import { describe, expect, test } from 'vitest';
import byteLevel from '../../fixtures/tokenizers/byte-level-bpe.json';
import mpnet from '../../fixtures/tokenizers/mpnet.json';
import unigram from '../../fixtures/tokenizers/unigram.json';
import { createTokenizer } from './tokenizer';

/** As the files of RoBERTa, XLM-R and MPNet name them. */
const CONFIG = {
  bos_token: '<s>',
  cls_token: '<s>',
  eos_token: '</s>',
  sep_token: '</s>',
  unk_token: '<unk>',
};

const idsOf = (json: unknown, text: string, maxLength = 64): number[] => [
  ...createTokenizer(json, CONFIG).encode(text, maxLength),
];

/** The ids of tokens by name, between <s> (0) and </s> (2). */
function between(vocabulary: ReadonlyMap<string, number>, tokens: readonly string[]): number[] {
  return [0, ...tokens.map((token) => vocabulary.get(token) ?? Number.NaN), 2];
}

describe('byte-level BPE (RoBERTa)', () => {
  const vocabulary = new Map(Object.entries(byteLevel.model.vocab));
  // Merges in order: l+o, lo+w, e+r, Ġ+low, n+e, ne+w, Ġ+new, low+e, and the four bytes of an emoji.
  const cases: [text: string, tokens: string[], why: string][] = [
    ['low', ['low'], 'two merges'],
    ['low lower', ['low', 'Ġlow', 'er'], 'a space belongs to the word after it; e+r comes before low+e'],
    ['newer', ['new', 'er'], 'e+r is merged before n+e'],
    ['lowe', ['lowe'], 'where nothing takes the e, low+e applies'],
    ['low  new!', ['low', 'Ġ', 'Ġnew', '!'], 'of two spaces, the first stands alone'],
    ['é', ['Ã', '©'], 'a character of two bytes'],
    ['new😀', ['new', 'ðŁĺĢ'], 'a character of four bytes'],
    ['low <mask>', ['low', '<mask>'], 'a special token that takes the space before it'],
    ['', [], 'nothing'],
  ];

  test.each(cases)('"%s" is %j: %s', (text, tokens) => {
    expect(idsOf(byteLevel, text)).toEqual(between(vocabulary, tokens));
  });

  test('merges as pairs, as newer files write them, and a model without its kind, as the oldest do', () => {
    const pairs = byteLevel.model.merges.map((merge) => merge.split(' '));
    const { type, ...untyped } = byteLevel.model;
    expect(type).toBe('BPE');
    for (const model of [{ ...byteLevel.model, merges: pairs }, untyped])
      for (const [text] of cases)
        expect(idsOf({ ...byteLevel, model }, text)).toEqual(idsOf(byteLevel, text));
  });
});

describe('Unigram (XLM-RoBERTa)', () => {
  const vocabulary = new Map(unigram.model.vocab.map(([token], id) => [String(token), id]));
  // The most likely pieces: log probabilities add up.
  const cases: [text: string, tokens: string[], why: string][] = [
    ['lower', ['▁low', 'er'], '-5 - 4 is more than the -10 of the whole word'],
    ['lowest', ['▁low', 'est'], 'no other pieces reach the end'],
    [' low\n new ', ['▁low', '▁new'], 'space is one sign before each word'],
    ['wow', ['▁', 'w', 'o', 'w'], 'single letters where no longer piece fits'],
    ['xyz', ['▁', '<unk>'], 'unknown characters in a row are one unknown token'],
    ['ｌｏｗ', ['▁low'], 'wide letters become plain ones'],
    ['low 😀', ['▁low', '▁', '😀'], 'an emoji is in the vocabulary'],
    ['', [], 'nothing'],
  ];

  test.each(cases)('"%s" is %j: %s', (text, tokens) => {
    expect(idsOf(unigram, text)).toEqual(between(vocabulary, tokens));
  });

  test('a Metaspace as newer files write it', () => {
    const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
    const newer = {
      ...unigram,
      pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] },
    };
    for (const [text] of cases) expect(idsOf(newer, text)).toEqual(idsOf(unigram, text));
    const never = { ...unigram, pre_tokenizer: { ...metaspace, prepend_scheme: 'never' } };
    expect(idsOf(never, 'low')).toEqual(between(vocabulary, ['l', 'o', 'w']));
  });
});

describe('WordPiece between <s> and </s> (MPNet)', () => {
  const vocabulary = new Map(Object.entries(mpnet.model.vocab));

  test.each([
    ['The lower!', ['the', 'low', '##er', '!']],
    ['lowest thé', ['low', '##est', 'the']],
    ['zzz low', ['[UNK]', 'low']],
  ])('"%s" is %j', (text, tokens) => {
    expect(idsOf(mpnet, text)).toEqual(between(vocabulary, tokens));
  });

  test('a model without its kind, as the oldest files have it', () => {
    const { type, ...untyped } = mpnet.model;
    expect(type).toBe('WordPiece');
    expect(idsOf({ ...mpnet, model: untyped }, 'lower')).toEqual(between(vocabulary, ['low', '##er']));
  });
});

test.each([
  ['byte-level BPE', byteLevel, 'low lower low', 5],
  ['Unigram', unigram, 'lower lowest low', 5],
  ['MPNet', mpnet, 'the lowest the low', 5],
])('%s: the text is cut, its own special tokens stay', (_, json, text, maxLength) => {
  const whole = idsOf(json, text);
  expect(whole.length).toBeGreaterThan(maxLength);
  expect(idsOf(json, text, maxLength)).toEqual([...whole.slice(0, maxLength - 1), 2]);
});

test.each([
  ['byte-level BPE', byteLevel, 30],
  ['Unigram', unigram, 17],
  ['MPNet', mpnet, 11],
])('%s: the added tokens count among the ids', (_, json, size) => {
  expect(createTokenizer(json, CONFIG).vocabularySize).toBe(size);
});
