import { expect, test } from 'vitest';
import { NO_COUNTS, type Ask, type Llm, type StoredReply } from '../llm/llm';
import { askForQueries, askForText, askWhetherRelevant, type Asking } from './ask-model';
import { testRecipe } from './testing/recipes';

/** A model whose every reply is this one. */
function replying(text: string, finish: StoredReply['finish']): Asking {
  const llm: Llm = {
    counts: NO_COUNTS,
    ask: (ask: Ask) =>
      Promise.resolve({
        ...{ text, finish, model: 'm', promptTokens: 1, completionTokens: 1, hash: '', ask },
        ...{ provider: 'p', askedModel: 'm', at: '', cached: false },
      }),
  };
  return { llm, recipe: testRecipe(), signal: new AbortController().signal };
}

test('a refusal is no passage and no query, whatever its words', async () => {
  const refused = replying('Das möchte ich nicht schreiben.', 'filter');
  await expect(askForText(refused, 'positive', { query: 'q', exemplars: '' })).rejects.toThrow('refused');
  await expect(askForQueries(refused, 'paraphrase', { query: 'q' }, 1)).rejects.toThrow('refused');
});

test('a verdict that was cut off says nothing', async () => {
  expect(await askWhetherRelevant(replying('yes', 'length'), 'q', 'p')).toBe('unparsable');
  expect(await askWhetherRelevant(replying('yes', 'stop'), 'q', 'p')).toBe('yes');
});

test('the last of the queries that were cut off is left out; a passage that was cut off says so', async () => {
  const cut = replying('what is a brake\nhow does a bra', 'length');
  expect((await askForQueries(cut, 'paraphrase', { query: 'q' }, 2)).value).toEqual(['what is a brake']);
  const whole = replying('what is a brake\nhow does a brake work', 'stop');
  expect((await askForQueries(whole, 'paraphrase', { query: 'q' }, 2)).value).toHaveLength(2);
  const text = await askForText(replying('A brake is', 'length'), 'positive', { query: 'q', exemplars: '' });
  expect(text).toMatchObject({ value: 'A brake is', cutOff: true });
});
