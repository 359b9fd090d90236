/** Words that begin a refusal, and what they refuse, close behind. */
const REFUSAL =
  /^(?:(?:i['’]?m|i am|we are) (?:(?:very|so|really) )?sorry|sorry|unfortunately|i (?:can['’]?t|cannot|can not|won['’]?t|will not|am unable|am not able)|i['’]m (?:unable|not able)|as an? (?:ai|artificial|(?:large )?language model)|my apologies)\b[\s\S]{0,80}?\b(?:assist|help you|help with|provide|write|comply|fulfil+|create|generate|produce|answer th|respond|do that|language model)/i;

/** Whether a text is a language model's refusal instead of what it was asked for. */
export function looksRefused(text: string): boolean {
  return REFUSAL.test(text.trim());
}
