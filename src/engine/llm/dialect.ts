/** What an endpoint was found to refuse. Endpoints differ, and reasoning models differ from others. */
export interface Dialect {
  /** The parameter that holds the longest reply; null: it knows none. */
  longest: 'max_tokens' | 'max_completion_tokens' | null;
  temperature: boolean;
  usage: boolean;
}

/** Words of a parameter that is not known at all. */
const UNKNOWN =
  /\b(unsupported|(?:not|n't) support(?:ed)?|unknown|unrecogni[sz]ed|unexpected|not (?:allowed|permitted)|deprecated|instead)\b/i;
/** Words of a value that does not fit: another would. */
const UNFIT = /\b(too (?:large|long|high|many|big)|maximum|at most|exceed\w*|context|between|less than)\b/i;

/** Leaves out what a refusal names as unknown, in `dialect`. False when there is nothing to leave out. */
export function adapt(dialect: Dialect, asked: Readonly<Dialect>, refusal: string): boolean {
  if (!UNKNOWN.test(refusal) || UNFIT.test(refusal)) return false;
  const before = JSON.stringify(asked);
  const names = (parameter: string): boolean => new RegExp(`\\b${parameter}\\b`, 'i').test(refusal);
  // OpenAI's refusal of max_tokens names the other one, too: as what to use instead.
  if (asked.longest === 'max_tokens' && names('max_tokens')) dialect.longest = 'max_completion_tokens';
  else if (asked.longest === 'max_completion_tokens' && names('max_completion_tokens'))
    dialect.longest = null;
  else if (names('temperature')) dialect.temperature = false;
  else if (names('stream_options') || names('include_usage')) dialect.usage = false;
  return JSON.stringify(dialect) !== before;
}
