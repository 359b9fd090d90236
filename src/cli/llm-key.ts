/** Where the key of the language model is looked for; no flag, as those are seen by every process and kept by shells. */
export const KEY_VARIABLES = ['KENNEL_LLM_KEY', 'OPENAI_API_KEY'] as const;

/** The key of the language model; '' where none is set, as for a model of one's own. */
export function llmKey(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return KEY_VARIABLES.map((name) => environment[name]).find((value) => value !== undefined) ?? '';
}
