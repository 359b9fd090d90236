/** Canned synthetic rows: for tests and screenshots only, never part of the built page. */
import type { LlmCounts } from '../core/llm/llm';
import type { RowState, SyntheticRow } from '../core/synthesis/synthetic-row';
import type { LlmEstimate } from '../engine/protocol/llm';
import type { EngineEvent } from '../engine/protocol/events';
import type {
  SourceTextsReport,
  SyntheticChange,
  SynthesisRates,
  SynthesisReport,
} from '../engine/protocol/synthesis';
import { FAKE_DATA } from './fake-reports';

/** A made row of a query, as far as nothing else is said. */
export function syntheticRow(given: Partial<SyntheticRow> = {}): SyntheticRow {
  return {
    ...{ id: 'row', from: 'query', sourceId: null, query: '', positive: '', synthetic: '', cot: '' },
    ...{
      negative: '',
      state: 'done',
      decided: false,
      fault: '',
      flags: [],
      roundTrip: null,
      paradigm: 'zero-shot',
    },
    ...{ relevance: { synthetic: null, negative: null }, style: '', promptVersions: {}, model: '' },
    ...{ edited: [], checked: null },
    ...given,
  };
}

const TEXTS: readonly (readonly [query: string, passage: string])[] = [
  [
    'how long does the big battery take to charge',
    'The largest pack is full after six hours on the fast charger and after ten on the slow one.',
  ],
  [
    'can I take the bike through a car wash',
    'High pressure drives water past the seals of motor and bearings: use a bucket and a soft brush.',
  ],
  [
    'why does the display show E07',
    'Code E07 means that the speed sensor sees no magnet; turn the magnet on the spoke back to the mark.',
  ],
  [
    'range in winter',
    'Below freezing a battery gives about a third less; ride off with a warm one and keep it covered.',
  ],
  [
    'who pays for a stolen battery',
    'Theft of the battery is covered when it was locked to the frame and reported within two days.',
  ],
  [
    'brakes squeal when wet',
    'Wet discs squeal until they are dry. If it stays, clean the disc and bed the pads in again.',
  ],
  ['heaviest load on the rear rack', 'The rear rack carries 27 kilograms, child seat and child together.'],
  [
    'update the motor without the app',
    'A dealer can load the firmware by cable; no account or phone is needed for it.',
  ],
];

const RELEVANCES = ['relevant', 'relevant', 'relevant', 'irrelevant', 'relevant', 'unparsable'] as const;

/** The `at`-th row as it is when its texts were made. */
function made(at: number): SyntheticRow {
  const [query, passage] = TEXTS[at % TEXTS.length] ?? ['', ''];
  const [, other] = TEXTS[(at + 3) % TEXTS.length] ?? ['', ''];
  const synthetic = RELEVANCES[at % RELEVANCES.length] ?? null;
  const flags = at % 11 === 5 ? ['near-copy'] : at % 13 === 7 ? ['short', 'language'] : [];
  const failed = at % 17 === 9;
  return syntheticRow({
    ...waiting(at),
    query,
    synthetic: failed ? '' : passage,
    cot: `Asked is: ${query}. First I ask what decides it, then I put the facts together. ${passage}`,
    negative: failed ? '' : other,
    state: failed ? 'failed' : flags.length > 0 ? 'rejected' : 'done',
    fault: failed ? 'The endpoint answered with an empty reply three times.' : '',
    flags,
    relevance: failed
      ? { synthetic: null, negative: null }
      : { synthetic, negative: at % 9 === 4 ? 'relevant' : 'irrelevant' },
    promptVersions: { positive: 'v1', cot: 'v1', negative: 'v1', verify: 'v1' },
    model: 'llama3.1:8b',
  });
}

function waiting(at: number): SyntheticRow {
  const [query] = TEXTS[at % TEXTS.length] ?? [''];
  const id = `q${String(at + 1)}`;
  return syntheticRow({ id, sourceId: id, query, state: 'waiting' });
}

const NO_COUNTS: LlmCounts = {
  ...{ replies: 0, cached: 0, retries: 0, failed: 0, promptTokens: 0, completionTokens: 0, cost: 0 },
};

/** The table of the fake engine: `size` rows that are filled four at a time. */
export class FakeSynthesis {
  #rows: readonly SyntheticRow[] = [];
  #counts: LlmCounts = NO_COUNTS;
  #ended: SynthesisReport['ended'] = '';
  readonly #size: number;

  constructor(size = 40) {
    this.#size = size;
  }

  report(): SynthesisReport {
    return {
      rows: this.#rows,
      rates: ratesOf(this.#rows),
      unfinished: this.#rows.some(({ state }) => state === 'waiting'),
      ended: this.#ended,
      counts: this.#ended === '' ? null : this.#counts,
      notes: [],
    };
  }

  /** `rest` waits a moment and throws when the work was cancelled. */
  async make(emit: (event: EngineEvent) => void, rest: () => Promise<void>): Promise<SynthesisReport> {
    if (this.#rows.length === 0) this.#rows = Array.from({ length: this.#size }, (_, at) => waiting(at));
    this.#ended = 'cancelled';
    this.#emit(emit, this.#rows);
    for (let at = 0; at < this.#size; at += 4) {
      const part = this.#rows.slice(at, at + 4).filter(({ state }) => state === 'waiting');
      if (part.length === 0) continue;
      await rest();
      const changed = part.map((_, i) => made(at + i));
      this.#put(changed);
      this.#count(part.length);
      this.#emit(emit, changed);
    }
    this.#ended = 'finished';
    return this.report();
  }

  #emit(emit: (event: EngineEvent) => void, rows: readonly SyntheticRow[]): void {
    const done = this.#rows.filter(({ state }) => state !== 'waiting').length;
    emit({ kind: 'synthesis', rows, rates: ratesOf(this.#rows), counts: this.#counts });
    emit({
      ...{ kind: 'progress', phase: 'Making rows', unit: 'rows' },
      ...{ done, total: this.#size, secondsLeft: this.#size - done },
    });
  }

  #count(rows: number): void {
    const { replies, promptTokens, completionTokens, cost } = this.#counts;
    this.#counts = {
      ...NO_COUNTS,
      replies: replies + 4 * rows,
      retries: 2,
      promptTokens: promptTokens + 900 * rows,
      completionTokens: completionTokens + 420 * rows,
      cost: cost + 0.0012 * rows,
    };
  }

  #put(changed: readonly SyntheticRow[]): void {
    const byId = new Map(changed.map((row) => [row.id, row]));
    this.#rows = this.#rows.map((row) => byId.get(row.id) ?? row);
  }

  change(ids: readonly string[], change: SyntheticChange) {
    const wanted = new Set(ids);
    const changed = this.#rows.filter(({ id }) => wanted.has(id)).map((row) => applied(row, change));
    this.#put(changed);
    return { rows: changed, rates: ratesOf(this.#rows) };
  }

  clear(): SynthesisReport {
    this.#rows = [];
    this.#counts = NO_COUNTS;
    this.#ended = '';
    return this.report();
  }

  /** @throws Error without a row that can be used */
  use() {
    const accepted = this.#rows.filter(({ state }) => state === 'accepted');
    const used = accepted.length > 0 ? accepted : this.#rows.filter(({ state }) => state === 'done');
    if (used.length === 0) throw new Error('No row of the table can be trained on yet.');
    const [file] = FAKE_DATA.files;
    const { length: rows } = used;
    if (file === undefined) throw new Error('the report of the fake data has a file');
    return { ...FAKE_DATA, rows, queries: rows, files: [{ ...file, file: 'synthetic.jsonl', rows }] };
  }
}

function applied(row: SyntheticRow, change: SyntheticChange): SyntheticRow {
  if ('checked' in change) return { ...row, checked: change.checked };
  if ('state' in change) return { ...row, ...change };
  const edited = row.edited.includes(change.field) ? row.edited : [...row.edited, change.field];
  return { ...row, [change.field]: change.text, edited };
}

function ratesOf(rows: readonly SyntheticRow[]): SynthesisRates {
  const count = (holds: (row: SyntheticRow) => boolean): number => rows.filter(holds).length;
  const states: readonly RowState[] = ['waiting', 'done', 'failed', 'accepted', 'rejected'];
  const verdicts = (of: 'synthetic' | 'negative') => ({
    relevant: count(({ relevance }) => relevance[of] === 'relevant'),
    irrelevant: count(({ relevance }) => relevance[of] === 'irrelevant'),
    unparsable: count(({ relevance }) => relevance[of] === 'unparsable'),
  });
  const checked = rows.filter((row) => row.checked !== null);
  const agreed = checked.filter((row) => row.checked === (row.relevance.synthetic === 'relevant')).length;
  const flags = [...new Set(rows.flatMap((row) => row.flags))];
  return {
    states: Object.fromEntries(
      states.map((state) => [state, count((row) => row.state === state)]),
    ) as SynthesisRates['states'], // one entry for each state
    positives: verdicts('synthetic'),
    negatives: verdicts('negative'),
    roundTrips: { checked: 0, came: 0 },
    flags: Object.fromEntries(flags.map((flag) => [flag, count((row) => row.flags.includes(flag))])),
    agreement: { checked: checked.length, agreed, kappa: checked.length === 0 ? null : 0.62 },
  };
}

/** What the fake engine says of any documents or queries. */
export function fakeSourceTexts(what: 'documents' | 'queries'): SourceTextsReport {
  const count = what === 'documents' ? 180 : 40;
  const file = what === 'documents' ? 'corpus.jsonl' : 'queries.jsonl';
  const preview = TEXTS.slice(0, 3).map(([query, passage], at) => ({
    id: String(at + 1),
    title: '',
    text: what === 'documents' ? passage : query,
  }));
  const report = { rows: count, pairs: 0, triplets: 0, rejected: [], rejectedCount: 0, notes: [] };
  return { files: [{ file, format: `BEIR ${what}`, ...report }], count, preview };
}

export const FAKE_ESTIMATE: LlmEstimate = {
  ...{ requests: 160, cached: 0, promptTokens: 36_000, completionTokens: 17_000, cost: 0.048 },
};
