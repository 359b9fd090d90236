import { readEndpoint } from '../core/llm/endpoint-address.ts';
import type { Settings } from '../core/settings/settings.ts';

/** Where the key of the language model is looked for; no flag, as those are seen by every process and kept by shells. */
export const KEY_VARIABLES = ['KENNEL_LLM_KEY', 'OPENAI_API_KEY'] as const;

/** The endpoint that OPENAI_API_KEY is for: other programs put it there, and no other endpoint may learn it. */
const OPENAI = 'https://api.openai.com';

/** The key for the language model of the settings; '' where none is set, as for a model of one's own. */
export function llmKey(
  { llm, llmUrl }: Pick<Settings, 'llm' | 'llmUrl'>,
  note: (text: string) => void,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const endpoint = readEndpoint(llmUrl);
  if (llm !== 'endpoint' || 'reason' in endpoint) return '';
  const [own, others] = KEY_VARIABLES.map((name) => environment[name]);
  if (own !== undefined) return own;
  if (others === undefined || endpoint.origin === OPENAI) return others ?? '';
  note(`OPENAI_API_KEY is sent to ${OPENAI} only; a key for ${endpoint.origin} goes into KENNEL_LLM_KEY.`);
  return '';
}
