import { NO_COUNTS, type Llm } from '../../core/llm/llm';
import type { Settings } from '../../core/settings/settings';
import { usesModel } from '../../core/synthesis/paradigms';
import type { Prompts } from '../../core/synthesis/prompt';
import { describeReview, reviewRows } from '../../core/synthesis/review-rows';
import { synthesisRates } from '../../core/synthesis/synthesis-rates';
import type { CallContext } from '../commands/command';
import { openLlm, type OpenLlm } from '../llm/open-llm';
import type { SynthesisReport } from '../protocol/synthesis';
import type { Session } from '../session/session';
import { checkRoundTrips } from './check-round-trips';
import { foundNegatives } from './found-negatives';
import { makeRows } from './make-rows';
import { heldOutQueries } from './open-sources';
import { planJob, type JobPlan } from './plan-job';
import type { SynthesisTable } from './synthesis-table';

export interface SynthesisOrder {
  readonly settings: Settings;
  readonly prompts: Prompts;
  readonly key: string;
  readonly tellReplies?: boolean;
}

/** Milliseconds between two times that changes are stored and told. */
const TELL_EVERY = 250;

/** Opens the language model; tests give one of their own. */
type OpenModel = (order: SynthesisOrder, context: CallContext) => OpenLlm;

/**
 * Makes rows, or goes on where the last work stopped. Every change is stored a moment later; how the work ended is kept
 * with the table, however it ends.
 * @throws as `planJob` and `makeRows`
 */
export function synthesizeData(
  session: Session,
  order: SynthesisOrder,
  context: CallContext,
  open: OpenModel = ({ settings, key, tellReplies }, { emit }) =>
    openLlm(session, settings, key, emit, tellReplies),
): Promise<SynthesisReport> {
  const table = session.synthesis;
  return table.exclusively(async () => {
    const plan = planJob(session, table, order.settings, order.prompts);
    const llm = needsModel(plan) ? open(order, context) : null;
    const telling = new Telling(table, llm, context);
    const heldOut = heldOutQueries(session);
    const planNotes = [...plan.notes, ...takeUp(table, plan, heldOut)];
    const end = (ended: SynthesisReport['ended'], notes: readonly string[] = planNotes): void => {
      const { recipe, exemplars } = plan;
      const counts = llm?.counts ?? null;
      table.setJob({ recipe, exemplars, ended, counts, notes });
    };
    end('');
    try {
      const told = AbortSignal.any([context.signal, telling.failure]);
      const work = { session, table, plan, heldOut, llm, order };
      const { outcome, notes } = await carryOut(work, { ...context, signal: told });
      end(outcome, [...planNotes, ...notes]);
    } catch (error) {
      end(context.signal.aborted ? 'cancelled' : 'failed');
      await telling.finish().catch(() => undefined); // the first error is the one to hear of
      throw error;
    } finally {
      const closed = llm?.close();
      // Nobody hears of a reply that comes after the call has ended.
      if (order.tellReplies === true) await closed;
    }
    await telling.finish();
    return table.report();
  });
}

/**
 * New rows join the table; those that only waited and are no longer asked for leave it; the others are looked at anew where
 * the settings of the filters changed.
 * @returns what that did, where it is to be said
 */
function takeUp(
  table: SynthesisTable,
  { rows, unwanted, recipe }: JobPlan,
  heldOut: ReadonlySet<number>,
): string[] {
  for (const id of unwanted) table.remove(id);
  for (const row of rows) table.add(row);
  const settings = { before: (table.job?.recipe ?? recipe).settings, now: recipe.settings };
  const planned = new Set(rows.map(({ id }) => id));
  const review = reviewRows([...table.rows()], settings, { heldOut, planned });
  for (const row of review.rows) table.put(row);
  const said = describeReview(review);
  return said === '' ? [] : [said];
}

function needsModel({ rows }: JobPlan): boolean {
  return rows.some(({ paradigm }) => usesModel(paradigm));
}

async function carryOut(
  work: {
    readonly session: Session;
    readonly table: SynthesisTable;
    readonly plan: JobPlan;
    readonly heldOut: ReadonlySet<number>;
    readonly llm: Llm | null;
    readonly order: SynthesisOrder;
  },
  context: CallContext,
): Promise<{ outcome: 'finished' | 'budget'; notes: readonly string[] }> {
  const { session, table, plan, order } = work;
  const { recipe, exemplars, documents } = plan;
  // What was asked for decides, not what the form says now; where models run is the form's matter.
  const settings = { ...order.settings, ...recipe.settings };
  const foundNegative = await foundNegatives(session, documents, settings, context);
  const started = performance.now();
  const reached = await makeRows({
    table,
    workshop: { recipe, exemplars, foundNegative },
    llm: work.llm,
    ids: plan.rows.map(({ id }) => id),
    heldOut: work.heldOut,
    atOnce: 2 * settings.llmConcurrency,
    signal: context.signal,
    onProgress: (done, total) => {
      const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
      context.emit({ kind: 'progress', phase: 'Making rows', done, total, unit: 'rows', secondsLeft });
    },
  });
  if (reached !== null) return { outcome: 'budget', notes: [reached.message] };
  const note = await checkRoundTrips(session, table, { documents, settings }, context);
  return { outcome: 'finished', notes: note === undefined ? [] : [note] };
}

/** Stores what changed and tells it, now and then. */
class Telling {
  readonly #table: SynthesisTable;
  readonly #llm: Llm | null;
  readonly #emit: CallContext['emit'];
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #failure = new AbortController();
  #telling: Promise<void> = Promise.resolve();

  constructor(table: SynthesisTable, llm: Llm | null, { emit }: CallContext) {
    this.#table = table;
    this.#llm = llm;
    this.#emit = emit;
    this.#timer = setInterval(() => {
      this.#telling = this.#telling.then(() => this.#tell());
      this.#telling.catch((error: unknown) => {
        this.#failure.abort(error);
      });
    }, TELL_EVERY);
  }

  /** Aborted when something could not be stored: nothing more should be paid for. */
  get failure(): AbortSignal {
    return this.#failure.signal;
  }

  /** @throws Error when something could not be stored */
  async finish(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling.catch(() => undefined); // what it could not store is tried once more
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const rows = await this.#table.flush();
    const counts = this.#llm?.counts ?? NO_COUNTS;
    if (rows.length > 0)
      this.#emit({ kind: 'synthesis', rows, rates: synthesisRates(this.#table.rows()), counts });
    else if (this.#llm !== null) this.#emit({ kind: 'llm', counts });
  }
}
