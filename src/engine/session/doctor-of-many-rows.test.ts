import { expect, test } from 'vitest';
import type { TrainingData } from '../../core/data/training-data';
import type { TrainingRow } from '../../core/data/training-row';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { EngineEvent } from '../protocol/events';
import { Doctor } from './doctor';

const ROWS = 40;
/** So that the rows of these tests are many. */
const FEW = 10;
const { signal } = new AbortController();
const withFixes = (fixes: string): Settings => ({ ...defaultSettings(), fixes });

/** Rows of which every fourth repeats the one before, and one has its positive among its negatives. */
function examined() {
  const rows = Array.from({ length: ROWS }, (_, i): TrainingRow => {
    const of = String(i % 4 === 3 ? i - 1 : i);
    const positive = `Thing ${of} is made for the purpose of ${of}.`;
    const negatives = i === 8 ? [positive, 'Another thing.'] : [];
    return {
      file: 'f.jsonl',
      line: i + 1,
      query: `what is thing ${of} for`,
      positives: [positive],
      negatives,
    };
  });
  const training: TrainingData = { rows, files: [], notes: [] };
  return { training, evaluations: [], folder: null };
}

function listening() {
  const events: EngineEvent[] = [];
  return { events, context: { signal, emit: (event: EngineEvent) => events.push(event) } };
}

test('a run on many rows without fixes waits for no check, and its record says so', async () => {
  const { events, context } = listening();
  const given = examined();
  const { rows, summary, notes } = await new Doctor(FEW).treat(given, withFixes(''), context);
  expect([...rows]).toEqual([...given.training.rows]);
  expect(events).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: ROWS, rowsAfterFixes: ROWS, complete: false, findings: [] });
  expect(notes).toEqual([
    'Training did not wait for the checks of all 40 rows; only those that the fixes need were made.',
  ]);
});

test.each(['duplicates', 'equal-negatives', 'near-duplicates', 'all', 'duplicates,equal-negatives'])(
  'with the fixes %s it makes the checks they need, and trains on the same rows as after all checks',
  async (fixes) => {
    const { context } = listening();
    const given = examined();
    const many = await new Doctor(FEW).treat(given, withFixes(fixes), context);
    const few = await new Doctor(ROWS).treat(given, withFixes(fixes), context);
    expect([...many.rows]).toEqual([...few.rows]);
    expect([many.summary.complete, few.summary.complete]).toEqual([false, true]);
    expect(few.summary.findings).toEqual(expect.arrayContaining([...many.summary.findings]));
  },
);

test('other fixes are not given what was found for the ones before', async () => {
  const { context } = listening();
  const given = examined();
  const doctor = new Doctor(FEW);
  const left = async (fixes: string): Promise<number> =>
    (await doctor.treat(given, withFixes(fixes), context)).rows.length;
  expect([await left('equal-negatives'), await left('duplicates'), await left('')]).toEqual([40, 30, 40]);
});

test('checks that are done already are used', async () => {
  const { events, context } = listening();
  const given = examined();
  const doctor = new Doctor(FEW);
  const { findings } = await doctor.report(given, withFixes(''), context);
  const reported = events.length;
  const { summary, notes } = await doctor.treat(given, withFixes(''), context);
  expect(summary.findings.map(({ check }) => check)).toEqual(findings.map(({ check }) => check));
  expect([summary.complete, notes, events.length]).toEqual([true, [], reported]);
});
