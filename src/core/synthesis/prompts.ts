import type { ChatMessage, Purpose } from '../llm/llm';
import { exactHash } from '../text/text-hash';
import type { Prompt, Prompts } from './prompt';

/** What is filled into a prompt: `needed` must stand in it, `optional` may. */
export const PLACEHOLDERS: Readonly<
  Record<Purpose, { readonly needed: readonly string[]; readonly optional: readonly string[] }>
> = {
  cot: { needed: ['query'], optional: ['exemplars'] },
  positive: { needed: ['query'], optional: ['exemplars'] },
  negative: { needed: ['query'], optional: ['exemplars'] },
  queries: { needed: ['document', 'count', 'style'], optional: ['exemplars'] },
  paraphrase: { needed: ['query', 'count'], optional: [] },
  translate: { needed: ['text', 'language'], optional: [] },
  verify: { needed: ['query', 'passage'], optional: [] },
  compare: { needed: ['query', 'first', 'second'], optional: [] },
};

/** Version of the texts below: a change of any of them needs another. */
const DEFAULT_VERSION = 'v2';

const WRITER =
  'You write texts for a search engine that is being trained. Write in the language of the query. Give the text alone, without a heading, a remark or quotation marks.';
const JUDGE =
  'You judge search results. Judge by what the passage says, not by how well it is written. Answer in the form that is asked for and add nothing.';

/**
 * The prompts of Syntriever's synthesis (P_cot, P+, P-, P_relabel, P_compare: arXiv 2502.03824, section 2.1 and
 * appendix C) in words of our own, and those of the other ways to make queries.
 */
export const DEFAULT_PROMPTS: Prompts = {
  cot: {
    purpose: 'cot',
    system: WRITER,
    user: 'Query: {{query}}\n\nThink step by step about what has to be known to answer this query: take it apart into smaller questions, answer each in a sentence or two, and end with the answer to the whole.',
  },
  positive: {
    purpose: 'positive',
    system: WRITER,
    user: '{{exemplars}}Query: {{query}}\n\nWrite one passage of 60 to 150 words that answers this query. It should cover the matter well and hold only what is well established; leave out whatever you would have to guess.',
  },
  negative: {
    purpose: 'negative',
    system: WRITER,
    user: '{{exemplars}}Query: {{query}}\n\nWrite one passage of 60 to 150 words that a careless search would return for this query: near in topic and in words, but about something else, so that a reader finds no answer to the query in it. Do not mention the query, and do not say that it is not answered.',
  },
  queries: {
    purpose: 'queries',
    system:
      'You write queries that people type into a search engine. Write in the language of the document. Give one query a line, without numbers, remarks or quotation marks.',
    user: '{{exemplars}}Document:\n{{document}}\n\nWrite {{count}} different queries that this document answers and few other documents do. Style of the queries: {{style}}. Ask for what the document says without naming the document, and use words of your own where you can.',
  },
  paraphrase: {
    purpose: 'paraphrase',
    system:
      'You reword queries of a search engine. Keep their language and exactly what is asked for. Give one query a line, without numbers, remarks or quotation marks.',
    user: 'Query: {{query}}\n\nWrite {{count}} other wordings of this query, as different from it and from each other as people word things.',
  },
  translate: {
    purpose: 'translate',
    system: 'You translate. Give the translation alone, without remarks or quotation marks.',
    user: 'Translate into {{language}}:\n\n{{text}}',
  },
  verify: {
    purpose: 'verify',
    system: JUDGE,
    user: 'Query: {{query}}\n\nPassage: {{passage}}\n\nDoes this passage answer the query, wholly or in an important part? A passage that is only about the same topic does not. Answer with one word: yes or no.',
  },
  compare: {
    purpose: 'compare',
    system: JUDGE,
    user: 'Query: {{query}}\n\nPassage A: {{first}}\n\nPassage B: {{second}}\n\nWhich passage serves somebody with this query better? Answer with one word: A, B or tie (both serve equally well). If none of them answers the query, answer A neither or B neither, naming the one that comes nearer, or only neither where none does.',
  },
};

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * The messages of a prompt. Values are put in as they are: what looks like a placeholder in them stays.
 * @throws Error for a placeholder without a value; `promptFaults` finds those before
 */
export function fillPrompt(prompt: Prompt, values: Readonly<Record<string, string>>): ChatMessage[] {
  const fill = (text: string): string =>
    text
      .replace(PLACEHOLDER, (_, name: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value === undefined) throw new Error(`The prompt "${prompt.purpose}" has no {{${name}}}.`);
        return value;
      })
      .trim();
  const system = fill(prompt.system);
  const user: ChatMessage = { role: 'user', content: fill(prompt.user) };
  return system === '' ? [user] : [{ role: 'system', content: system }, user];
}

/** `v2` for a default prompt, else a short hash of its text: what is asked with it is told apart by it. */
export function promptVersion(prompt: Prompt): string {
  const known = DEFAULT_PROMPTS[prompt.purpose];
  if (prompt.system === known.system && prompt.user === known.user) return DEFAULT_VERSION;
  return `own-${exactHash(JSON.stringify([prompt.system, prompt.user]))
    .toString(36)
    .slice(-8)}`;
}

/** What is wrong with an edited prompt, in sentences; empty when nothing is. */
export function promptFaults(prompt: Prompt): string[] {
  const { needed, optional } = PLACEHOLDERS[prompt.purpose];
  const known = [...needed, ...optional];
  const listed = known.map((name) => `{{${name}}}`).join(', ');
  const used = placeholdersIn(`${prompt.system}\n${prompt.user}`);
  const unknown = [...used].filter((name) => !known.includes(name));
  const missing = needed.filter((name) => !used.has(name));
  return [
    ...unknown.map((name) => `There is no placeholder {{${name}}} here; there are ${listed}.`),
    ...missing.map((name) => `The placeholder {{${name}}} is missing.`),
    ...(prompt.user.trim() === '' ? ['The message of the user is empty.'] : []),
  ];
}

/** Names of the placeholders of a text. */
export function placeholdersIn(text: string): Set<string> {
  return new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name));
}
