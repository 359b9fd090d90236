import { expect, test } from 'vitest';
import type { Purpose } from '../llm/llm';
import { DEFAULT_PROMPTS, fillPrompt, PLACEHOLDERS, promptFaults, promptVersion } from './prompts';

const purposes = Object.keys(DEFAULT_PROMPTS) as Purpose[]; // the record has no other keys

test.each(purposes)('the default prompt %s has no fault, and every placeholder of it is known', (purpose) => {
  const prompt = DEFAULT_PROMPTS[purpose];
  expect(prompt.purpose).toBe(purpose);
  expect(promptFaults(prompt)).toEqual([]);
  expect(promptVersion(prompt)).toBe('v2');
  const { needed, optional } = PLACEHOLDERS[purpose];
  const values = Object.fromEntries([...needed, ...optional].map((name) => [name, `<${name}>`]));
  const text = fillPrompt(prompt, values)
    .map(({ content }) => content)
    .join('\n');
  for (const name of needed) expect(text).toContain(`<${name}>`);
  expect(text).not.toContain('{{');
});

test('values are put in as they are', () => {
  const [message] = fillPrompt(
    { purpose: 'verify', system: '', user: '{{query}} | {{ passage }}' },
    { query: '{{passage}} $& $1', passage: 'p' },
  );
  expect(message).toEqual({ role: 'user', content: '{{passage}} $& $1 | p' });
});

test('faults of an edited prompt are named', () => {
  const prompt = { purpose: 'verify' as const, system: '', user: '{{query}} {{pasage}} {{constructor}}' };
  expect(promptFaults(prompt)).toEqual([
    'There is no placeholder {{pasage}} here; there are {{query}}, {{passage}}.',
    'There is no placeholder {{constructor}} here; there are {{query}}, {{passage}}.',
    'The placeholder {{passage}} is missing.',
  ]);
  expect(promptFaults({ ...prompt, user: ' ' })).toContain('The message of the user is empty.');
  expect(() => fillPrompt(prompt, { query: 'q' })).toThrow('{{pasage}}');
});

test('the version follows every change of the text', () => {
  const { verify } = DEFAULT_PROMPTS;
  const versions = [verify, { ...verify, user: `${verify.user} ` }, { ...verify, system: 'judge' }].map(
    promptVersion,
  );
  expect(new Set(versions).size).toBe(3);
  expect(versions[1]).toMatch(/^own-[\da-z]{1,8}$/);
  expect(promptVersion({ ...verify, user: `${verify.user} ` })).toBe(versions[1]);
});
