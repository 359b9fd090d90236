import type { Passage } from '../../core/data/eval-set';
import type { Settings } from '../../core/settings/settings';
import { usesModel } from '../../core/synthesis/paradigms';
import { RANKS_LOOKED_AT } from '../../core/synthesis/review-rows';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { watchDevice } from '../backend/watch-device';
import type { CallContext } from '../commands/command';
import { embedAll } from '../evaluate/embed-all';
import { rankQueries } from '../evaluate/rank-queries';
import type { Session } from '../session/session';
import type { SynthesisTable } from './synthesis-table';

/** Queries embedded and ranked at once. */
const BLOCK = 512;

/**
 * Looks up, for every invented query that was not checked yet, at which rank the current model finds its document among
 * all of them; exact search. A row whose document is not among the first `settings.roundTrip` is rejected, unless a
 * person accepted it.
 * @returns why nothing was checked, in a sentence; undefined when it was, or there was nothing to do
 * @throws the signal's reason when cancelled
 */
export async function checkRoundTrips(
  session: Session,
  table: SynthesisTable,
  { documents, settings }: { readonly documents: readonly Passage[]; readonly settings: Settings },
  context: CallContext,
): Promise<string | undefined> {
  const first = settings.roundTrip;
  const ids = new Set(documents.map(({ id }) => id));
  const open = [...table.rows()].filter(isUnchecked);
  if (first === 0 || open.length === 0) return undefined;
  const rows = open.filter(({ sourceId }) => sourceId !== null && ids.has(sourceId));
  const gone = open.length - rows.length;
  const note =
    gone === 0
      ? undefined
      : `The round trip of ${gone} ${gone === 1 ? 'row was' : 'rows were'} not checked, because their documents are not open. Open them and go on.`;
  if (rows.length === 0) return note;
  if (session.folder === null) return 'Round trips were not checked, because no model is open.';
  try {
    session.refuseWhileBusy();
  } catch (error) {
    return `Round trips were not checked: ${error instanceof Error ? error.message : String(error)} Then go on.`;
  }
  await session.exclusively('the round trips of synthetic queries', async () => {
    await session.readyDevice(settings);
    await watchDevice(rankRows(session, table, { rows, documents, settings }, context));
  });
  return note;
}

function isUnchecked({ from, paradigm, roundTrip, state, query }: SyntheticRow): boolean {
  const isMade = state === 'done' || state === 'accepted';
  return from === 'document' && usesModel(paradigm) && roundTrip === null && isMade && query !== '';
}

async function rankRows(
  session: Session,
  table: SynthesisTable,
  given: {
    readonly rows: readonly SyntheticRow[];
    readonly documents: readonly Passage[];
    readonly settings: Settings;
  },
  context: CallContext,
): Promise<void> {
  const { rows, documents, settings } = given;
  const { trained } = session;
  const depth = Math.max(settings.roundTrip, RANKS_LOOKED_AT);
  await session.withModel(settings, trained, async (model) => {
    const phase = 'Embedding the documents';
    const weights = trained?.weights ?? null;
    const corpus = await session.indexes.embedded(
      documents,
      { model, weights, ties: settings.ties, phase },
      context,
    );
    for (let at = 0; at < rows.length; at += BLOCK) {
      const block = rows.slice(at, at + BLOCK);
      const queries = block.map(({ id, query }) => ({ id, text: query }));
      const tokens = queries.map(({ text }) => model.queryTokens(text));
      const embedded = await embedAll(model, tokens, context.signal);
      const run = await rankQueries({ queries }, embedded, corpus, depth, context.signal);
      for (const row of block) {
        const rank = 1 + (run.get(row.id) ?? []).findIndex(({ id }) => id === row.sourceId);
        keepRank(table, row, rank, settings.roundTrip);
      }
      const done = at + block.length;
      context.emit({ kind: 'progress', phase: 'Round trips', done, total: rows.length, unit: 'queries' });
    }
  });
}

function keepRank(table: SynthesisTable, { id, query }: SyntheticRow, rank: number, first: number): void {
  const row = table.get(id);
  if (row?.query !== query) return; // gone, or a person changed it
  const came = rank >= 1 && rank <= first;
  const flags = [...row.flags.filter((flag) => flag !== 'round-trip'), ...(came ? [] : ['round-trip'])];
  table.put({
    ...row,
    roundTrip: rank,
    flags,
    state: row.state === 'done' && !came ? 'rejected' : row.state,
  });
}
