import { InputError } from '../../core/input-error';

const FILE = 'vocab.txt';
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

/**
 * The contents of a tokenizer.json for folders that have only vocab.txt: BERT's WordPiece, one token per line, the
 * line number being the id.
 * @param tokenizerConfig Contents of tokenizer_config.json; decides about case, accents and Chinese characters.
 * @throws InputError when [UNK], [CLS] or [SEP] is missing.
 * Source: transformers, BertTokenizerFast and convert_slow_tokenizer.py (BertConverter).
 */
export function tokenizerFromVocabulary(vocabulary: string, tokenizerConfig: unknown): object {
  const tokens = vocabulary.replace(/\r?\n$/, '').split(/\r?\n/);
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const idOf = (token: string): number => {
    const id = ids.get(token);
    if (id === undefined)
      throw new InputError(FILE, `the token ${token} is missing; this is no BERT vocabulary`);
    return id;
  };
  idOf('[UNK]');
  const lowercase = flag(tokenizerConfig, 'do_lower_case') ?? true;
  return {
    added_tokens: SPECIAL.filter((token) => ids.has(token)).map((content) => ({
      id: idOf(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: flag(tokenizerConfig, 'tokenize_chinese_chars') ?? true,
      strip_accents: flag(tokenizerConfig, 'strip_accents') ?? null,
      lowercase,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', cls: ['[CLS]', idOf('[CLS]')], sep: ['[SEP]', idOf('[SEP]')] },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  };
}

function flag(config: unknown, name: string): boolean | undefined {
  if (typeof config !== 'object' || config === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(config, name)?.value;
  return typeof value === 'boolean' ? value : undefined;
}
