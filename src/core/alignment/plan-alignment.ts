import type { Preference } from '../data/preference';
import type { Settings } from '../settings/settings';
import { textHash } from '../text/text-hash';
import type { AlignmentRow } from './alignment-row';
import { orderPassages } from './order-passages';

/** What became of preferences. Every one is counted in exactly one of those before `rows`, or is learned from. */
export interface AlignmentCounts {
  readonly preferences: number;
  /** Their query stands in evaluation data. */
  readonly evaluated: number;
  /** The same as an earlier one, or a tie of passages that another one puts in order. */
  readonly repeated: number;
  /** Stated in both orders, which says nothing. */
  readonly contradictions: number;
  /** Both passages are the same text. */
  readonly same: number;
  /** Ties that the settings leave out. */
  readonly ties: number;
  /** Neither passage answers, and neither is better. */
  readonly unanswered: number;
  /** What is trained on: pairs, ties and lists. */
  readonly rows: number;
  /** Rows that join several preferences. */
  readonly lists: number;
  /** Rows none of whose passages answers. */
  readonly neither: number;
  /** Queries and different passages of the rows. */
  readonly queries: number;
  readonly passages: number;
  /** Queries whose preferences go in a circle (A before B, B before C, C before A); they are kept as pairs. */
  readonly circles: number;
}

export interface AlignmentPlan {
  readonly rows: readonly AlignmentRow[];
  readonly counts: AlignmentCounts;
  /** A contradiction and a circle, to be shown. */
  readonly examples: readonly { readonly kind: 'contradiction' | 'circle'; readonly query: string }[];
}

/** At most so many examples of each kind. */
const EXAMPLES = 3;

type Counter = Record<'evaluated' | 'repeated' | 'contradictions' | 'same' | 'ties' | 'unanswered', number>;

/**
 * Makes rows of preferences: what stands in evaluation data, is said twice, contradicts itself or, where the settings say
 * so, is a tie is left out and counted; what forms a list becomes one, where the settings want lists.
 * @param isEvaluated of the hash of a query (`textHash`)
 */
export function planAlignment(
  preferences: readonly Preference[],
  { alignTies, alignLists }: Pick<Settings, 'alignTies' | 'alignLists'>,
  isEvaluated: (query: number) => boolean,
): AlignmentPlan {
  const left: Counter = { evaluated: 0, repeated: 0, contradictions: 0, same: 0, ties: 0, unanswered: 0 };
  const rows: AlignmentRow[] = [];
  const examples: AlignmentPlan['examples'][number][] = [];
  const addExample = (kind: 'contradiction' | 'circle', query: string): void => {
    if (examples.filter((example) => example.kind === kind).length < EXAMPLES) examples.push({ kind, query });
  };
  let circles = 0;
  for (const [query, own] of byQuery(preferences)) {
    if (isEvaluated(query)) {
      left.evaluated += own.length;
      continue;
    }
    const before = left.contradictions;
    const { ordered, tied } = clean(own, alignTies === 'skip', left);
    const text = own[0]?.query ?? '';
    if (left.contradictions > before) addExample('contradiction', text);
    const found = rowsOf(ordered, alignLists === 'lists');
    if (found.circle) {
      circles++;
      addExample('circle', text);
    }
    rows.push(...found.rows, ...tied.map((tie) => rowOf(tie, [[tie.chosen, tie.rejected]])));
  }
  return {
    rows,
    counts: { ...left, ...countRows(rows), preferences: preferences.length, circles },
    examples,
  };
}

function byQuery(preferences: readonly Preference[]): Map<number, Preference[]> {
  const groups = new Map<number, Preference[]>();
  for (const preference of preferences) {
    const query = textHash(preference.query);
    const group = groups.get(query);
    if (group) group.push(preference);
    else groups.set(query, [preference]);
  }
  return groups;
}

/** What of one query's preferences says something, once. */
function clean(own: readonly Preference[], skipTies: boolean, left: Counter) {
  const orders = new Set(own.filter(({ tie }) => !tie).map((one) => orderKey(one.chosen, one.rejected)));
  const seen = new Set<string>();
  const [ordered, tied]: [Preference[], Preference[]] = [[], []];
  for (const preference of own) {
    const { chosen, rejected, tie, neither } = preference;
    const key = orderKey(chosen, rejected);
    const back = orderKey(rejected, chosen);
    if (textHash(chosen) === textHash(rejected)) left.same++;
    else if (!tie && orders.has(back)) left.contradictions++;
    else if (tie && neither) left.unanswered++;
    else if (tie && skipTies) left.ties++;
    else if (seen.has(key) || (tie && (seen.has(back) || orders.has(key) || orders.has(back))))
      left.repeated++;
    else {
      (tie ? tied : ordered).push(preference);
      seen.add(key);
    }
  }
  return { ordered, tied };
}

function orderKey(better: string, worse: string): string {
  return `${textHash(better)} ${textHash(worse)}`;
}

/** Pairs, or lists where they form some; a pair of which neither answers stays by itself. */
function rowsOf(ordered: readonly Preference[], asLists: boolean): { rows: AlignmentRow[]; circle: boolean } {
  const pairs = ordered.map(({ chosen, rejected }) => ({
    better: textHash(chosen),
    worse: textHash(rejected),
  }));
  const groups = orderPassages(pairs);
  const circle = groups.some((group) => group.circle);
  const single = (one: Preference): AlignmentRow => rowOf(one, [[one.chosen], [one.rejected]]);
  if (!asLists) return { rows: ordered.map(single), circle };
  const texts = new Map(
    ordered.flatMap(({ chosen, rejected }) => [
      [textHash(chosen), chosen] as const,
      [textHash(rejected), rejected] as const,
    ]),
  );
  const rows = groups.flatMap(({ order, pairs: places }) => {
    const own = places.map((at) => ordered[at]).filter((one) => one !== undefined);
    const [first] = own;
    if (order === null || first === undefined || own.some(({ neither }) => neither)) return own.map(single);
    return [
      rowOf(
        first,
        order.map((item) => [texts.get(item) ?? '']),
      ),
    ];
  });
  return { rows, circle };
}

function rowOf(
  { file, line, query, queryId, neither }: Preference,
  tiers: readonly (readonly string[])[],
): AlignmentRow {
  return { file, line, query, queryId, tiers, neither };
}

function countRows(rows: readonly AlignmentRow[]) {
  const passages = new Set(rows.flatMap(({ tiers }) => tiers.flat().map(textHash)));
  return {
    rows: rows.length,
    lists: rows.filter(({ tiers }) => tiers.length > 2).length,
    neither: rows.filter(({ neither }) => neither).length,
    queries: new Set(rows.map(({ query }) => textHash(query))).size,
    passages: passages.size,
  };
}
