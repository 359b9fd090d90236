import { InputError } from '../input-error';

export interface Fix {
  /** What it does, for a button and for the help: "Leave out these negatives". */
  readonly label: string;
  /** Part of `all`: it takes away nothing that a person should look at first. */
  readonly inAll: boolean;
}

/** Everything that can be done about findings, in the order in which it is done. None alters the files. */
export const FIXES = {
  'equal-negatives': { label: 'Leave out these negatives', inAll: true },
  'conflicting-negatives': { label: 'Leave out these negatives', inAll: true },
  'equal-positives': { label: 'Leave out these positives', inAll: true },
  'one-word-texts': { label: 'Leave out these texts', inAll: false },
  unverified: { label: 'Move them to the negatives', inAll: false },
  'near-leaks': { label: 'Leave out these rows', inAll: true },
  'paraphrase-leaks': { label: 'Leave out these rows', inAll: true },
  'passage-leaks': { label: 'Leave out these rows', inAll: false },
  'other-languages': { label: 'Leave out these rows', inAll: false },
  duplicates: { label: 'Keep only the first', inAll: true },
  'punctuation-duplicates': { label: 'Keep only the first', inAll: false },
  'near-duplicates': { label: 'Keep only the first', inAll: false },
} as const satisfies Record<string, Fix>;

export type FixName = keyof typeof FIXES;

export const FIX_NAMES = Object.keys(FIXES) as FixName[]; // the object above has no other keys

/** What `all` stands for: the fixes of errors and warnings. */
const ALL = FIX_NAMES.filter((name) => FIXES[name].inAll);

/** What is wrong with such a setting; undefined: nothing. */
export function fixesFault(text: string): string | undefined {
  const unknown = wordsOf(text).find((word) => word !== 'all' && !Object.hasOwn(FIXES, word));
  return unknown === undefined
    ? undefined
    : `there is no fix "${unknown}"; there are all, ${FIX_NAMES.join(', ')}`;
}

/**
 * The fixes of a setting such as "duplicates,near-leaks" or "all,near-duplicates", each once, in the order in which they
 * are done.
 * @throws InputError for a name that is none
 */
export function parseFixes(text: string): FixName[] {
  const fault = fixesFault(text);
  if (fault !== undefined) throw new InputError('settings', fault);
  const words = wordsOf(text);
  const all = words.includes('all') ? ALL : [];
  return FIX_NAMES.filter((name) => words.includes(name) || all.includes(name));
}

/** The setting that stands for these fixes. */
export function formatFixes(fixes: readonly FixName[]): string {
  return FIX_NAMES.filter((name) => fixes.includes(name)).join(',');
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
