import { readFileSync } from 'node:fs';
import { InputError } from '../core/input-error.ts';
import type { Purpose } from '../core/llm/llm.ts';
import type { Prompts } from '../core/synthesis/prompt.ts';
import { DEFAULT_PROMPTS, promptFaults } from '../core/synthesis/prompts.ts';

/**
 * The default prompts, with those of a JSON file in their place: {"verify": {"system": "...", "user": "..."}}, where
 * either text may be left out.
 * @throws InputError when the file cannot be read as such, or a prompt cannot be used
 */
export function readPrompts(path: string | undefined): Prompts {
  if (path === undefined) return DEFAULT_PROMPTS;
  const prompts = { ...DEFAULT_PROMPTS };
  for (const [purpose, given] of Object.entries(parseObject(path))) {
    if (!isPurpose(purpose))
      throw new InputError(
        path,
        `there is no prompt "${purpose}"; there are ${Object.keys(DEFAULT_PROMPTS).join(', ')}`,
      );
    const prompt = { ...DEFAULT_PROMPTS[purpose], ...textsOf(given, path, purpose) };
    const [fault] = promptFaults(prompt);
    if (fault !== undefined) throw new InputError(path, `the prompt "${purpose}" cannot be used. ${fault}`);
    prompts[purpose] = prompt;
  }
  return prompts;
}

function parseObject(path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InputError(path, error instanceof Error ? error.message : String(error));
  }
  if (isObject(value)) return value;
  throw new InputError(path, 'it holds no JSON object with prompts by their names');
}

function textsOf(given: unknown, path: string, purpose: string): { system?: string; user?: string } {
  if (!isObject(given)) throw new InputError(path, `"${purpose}" is no object with "system" and "user"`);
  for (const [name, text] of Object.entries(given)) {
    if (name === 'purpose' && text === purpose) continue;
    if ((name !== 'system' && name !== 'user') || typeof text !== 'string')
      throw new InputError(path, `"${purpose}" may have the texts "system" and "user", not "${name}"`);
  }
  const { system, user } = given;
  return {
    ...(typeof system === 'string' ? { system } : {}),
    ...(typeof user === 'string' ? { user } : {}),
  };
}

function isPurpose(name: string): name is Purpose {
  return Object.hasOwn(DEFAULT_PROMPTS, name);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
