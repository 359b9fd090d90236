import { deleteDB, openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { planFromQueries } from '../../core/synthesis/plan-rows';
import type { SyntheticRow, TextField } from '../../core/synthesis/synthetic-row';
import { testRecipe } from '../../core/synthesis/testing/recipes';
import { perform } from '../commands/perform';
import type { SyntheticChange } from '../protocol/synthesis';
import { Session } from '../session/session';
import { SynthesisStore } from './synthesis-store';
import { SynthesisTable } from './synthesis-table';

const NAME = 'kennel-synthesis-of-a-table-test';
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };

/** A tab that was just opened; all of them have the same storage. */
function newTab(): Session {
  const session = new Session();
  session.synthesis = new SynthesisTable(new SynthesisStore(NAME));
  return session;
}

afterEach(() => deleteDB(NAME));

function rowsOf(name: string, count: number): SyntheticRow[] {
  const queries = Array.from({ length: count }, (_, at) => ({
    ...{ id: `${name}${at}`, positive: '' },
    text: `${name} ${at}`,
  }));
  return planFromQueries(queries, testRecipe()).rows.map((row) => ({ ...row, state: 'done' }));
}

/** Makes rows in a tab, as its work does. */
async function make({ synthesis: table }: Session, rows: readonly SyntheticRow[]): Promise<void> {
  await table.exclusively(async () => {
    for (const row of rows) table.add(row);
    await table.flush();
  });
}

const change = (of: Session, row: SyntheticRow | undefined, to: SyntheticChange) =>
  perform(of, 'changeSynthetic', { ids: [row?.id ?? ''], change: to }, quiet);
const queries = async (of: Session): Promise<string[]> =>
  (await perform(of, 'synthesis', {}, quiet)).rows.map(({ query }) => query);

test('two tabs add to one table, whichever was opened first', async () => {
  const [a, b] = [newTab(), newTab()];
  await Promise.all([queries(a), queries(b)]); // both have read the empty table
  const [ofA, ofB] = [rowsOf('a', 10), rowsOf('b', 5)];
  await make(a, ofA);
  await change(a, ofA[0], { field: 'query', text: 'by hand' });
  await change(a, ofA[1], { state: 'accepted', decided: true });
  await make(b, ofB);
  const all = ['by hand', ...[...ofA.slice(1), ...ofB].map(({ query }) => query)];
  for (const tab of [a, b, newTab()]) expect(await queries(tab)).toEqual(all);
  expect(b.synthesis.get(ofA[1]?.id ?? '')?.state).toBe('accepted');
});

test('a change in a tab that saw an older table keeps what the other tab made, and the page hears of that', async () => {
  const [a, b] = [newTab(), newTab()];
  const rows = rowsOf('a', 3);
  await make(a, rows);
  await queries(b);
  await change(a, rows[0], { field: 'query', text: 'from a' });
  expect(await perform(a, 'synthesisNews', {}, quiet)).not.toBeNull(); // it was never given the table
  await Promise.all([
    change(b, rows[1], { field: 'query', text: 'from b' }),
    change(a, rows[2], { state: 'rejected', decided: true }),
  ]);
  const news = await perform(b, 'synthesisNews', {}, quiet);
  expect(news?.rows.map(({ query, state }) => [query, state])).toEqual([
    ['from a', 'done'],
    ['from b', 'done'],
    ['a 2', 'rejected'],
  ]);
  expect(await perform(b, 'synthesisNews', {}, quiet)).toBeNull();
  await perform(a, 'clearSynthesis', {}, quiet);
  expect(await change(b, rows[1], { state: 'accepted', decided: true })).toMatchObject({ rows: [] });
  expect(await queries(b)).toEqual([]);
});

test('while a tab makes data the others change nothing; it itself does', async () => {
  const [a, b] = [newTab(), newTab()];
  const rows = rowsOf('a', 2);
  await make(a, rows);
  await queries(b);
  await a.synthesis.exclusively(async () => {
    const refused = 'Another tab makes data';
    await expect(change(b, rows[0], { state: 'rejected', decided: true })).rejects.toThrow(refused);
    await expect(perform(b, 'clearSynthesis', {}, quiet)).rejects.toThrow(refused);
    await expect(make(b, rowsOf('b', 1))).rejects.toThrow(refused);
    await change(a, rows[1], { state: 'accepted', decided: true });
  });
  await change(b, rows[0], { state: 'rejected', decided: true });
  const { rows: last } = await perform(a, 'synthesis', {}, quiet);
  expect(last.map(({ state }) => state)).toEqual(['rejected', 'accepted']);
});

test('rows that work made while a person changes another are told with that change', async () => {
  const tab = newTab();
  const rows = rowsOf('a', 3);
  await make(tab, rows);
  await tab.synthesis.exclusively(async () => {
    const [, , third] = rows;
    if (third !== undefined) tab.synthesis.put({ ...third, synthetic: 'just made' });
    const { rows: told } = await change(tab, rows[0], { state: 'accepted', decided: true });
    expect(told.map(({ state, synthetic }) => [state, synthetic])).toEqual([
      ['done', 'just made'],
      ['accepted', ''],
    ]);
  });
});

test('the flags of a row are those of its texts after an edit', async () => {
  const tab = newTab();
  const [short, lost, other] = rowsOf('a', 3);
  if (short === undefined || lost === undefined || other === undefined)
    throw new Error('there are three rows');
  const passage = 'A passage that is long enough for every filter that there is.';
  await make(tab, [
    { ...short, synthetic: 'Short.', state: 'rejected', flags: ['too-short'] },
    { ...lost, synthetic: passage, state: 'accepted', decided: true, flags: ['round-trip'], roundTrip: 15 },
    { ...other, synthetic: passage },
  ]);
  tab.synthesis.setJob({
    ...{ recipe: testRecipe(), exemplars: [], ended: 'finished', counts: null, notes: [] },
  });
  const edit = async (row: SyntheticRow, field: TextField, text: string) =>
    (await change(tab, row, { field, text })).rows[0];
  expect(await edit(short, 'synthetic', passage)).toMatchObject({ flags: [], state: 'done' });
  expect(await edit(short, 'synthetic', 'Short.')).toMatchObject({ flags: ['too-short'], state: 'rejected' });
  const asked = await edit(lost, 'query', 'asked otherwise');
  expect(asked).toMatchObject({ flags: [], state: 'accepted', roundTrip: null });
  expect(await edit(other, 'query', 'Asked  otherwise')).toMatchObject({
    ...{ flags: ['duplicate'], state: 'rejected' },
  });
  await change(tab, other, { state: 'rejected', decided: true });
  expect(await edit(other, 'query', 'nobody asked')).toMatchObject({ flags: [], state: 'rejected' });
});

test('a table of the first version is read and written on', async () => {
  const [row] = rowsOf('a', 1);
  const old = await openDB(NAME, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('rows');
      fresh.createObjectStore('job');
    },
  });
  if (row === undefined) throw new Error('there is a row');
  const { decided: _, ...kept } = row;
  await old.put('rows', { ...kept, state: 'accepted' }, 0);
  old.close();
  const tab = newTab();
  expect(await queries(tab)).toEqual(['a 0']);
  expect(tab.synthesis.get(row.id)?.decided).toBe(true);
  await change(tab, row, { field: 'query', text: 'by hand' });
  expect(await queries(newTab())).toEqual(['by hand']);
});
