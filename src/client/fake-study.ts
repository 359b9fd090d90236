/** Canned studies for the engine that computes nothing. */
import { createRandom } from '../core/random/random';
import type { Settings } from '../core/settings/settings';
import { designStudy, type StudyDesign } from '../core/study/design-study';
import type { StudyCell } from '../core/study/study-cell';
import type { StudyTable } from '../core/study/study-table';
import { StudyTabulator, usualReference } from '../core/study/tabulate-study';
import { defaultSettings } from '../core/settings/settings';
import type { StudyPlan, StudyReport } from '../engine/protocol/study';

const FACTS = {
  withNegatives: 260,
  withSynthetic: 260,
  withCot: 260,
  paradigms: [],
  noAlignment: 'no preferences are open.',
};
const SETS = [
  { name: 'sample', split: 'test', role: 'in', passages: 180, questions: 'a', queries: 40, gain: 0.06 },
  { name: 'sample_ood', split: 'test', role: 'out', passages: 120, questions: 'b', queries: 30, gain: -0.02 },
] as const;
const METRIC = 'nDCG@10';

/** What a run gains over the untouched model, as a share of the set's gain. */
const GAINS: Readonly<Record<string, number>> = {
  bm25: 1.4,
  untouched: 0,
  'views:labels': 1,
  'views:cot': 1.3,
  'views:pair': 0.7,
  'views:both': 1.5,
  'forms:in': 0.4,
};

function design(settings: Settings): StudyDesign {
  return designStudy(settings, FACTS);
}

export function fakeStudyPlan(settings: Settings): StudyPlan {
  const designed = design(settings);
  const cells = designed.seeds.flatMap((seed) =>
    designed.runs.map(({ id: run }) => ({
      run,
      seed,
      stored: false,
      rows: 220,
      steps: 44,
      trained: 182_000,
      measured: 34_000,
      seconds: 95,
    })),
  );
  const sets = SETS.map(({ name, split, role, passages, queries }) => ({
    name,
    split,
    role,
    passages,
    queries,
  }));
  return { design: designed, cells, sets, seconds: 95 * cells.length + 8, notes: designed.notes };
}

function fakeCell(run: string, seed: number | null): StudyCell {
  const sets = SETS.map(({ queries, gain, ...set }) => {
    const random = createRandom(queries);
    const luck = createRandom((seed ?? 0) + queries + run.length);
    const values = Array.from({ length: queries }, () => {
      const value = 0.15 + 0.6 * random.next() + gain * (GAINS[run] ?? 0.9) * (1 + luck.normal());
      return Math.min(1, Math.max(0, value));
    });
    return { ...set, values };
  });
  return {
    key: '',
    run,
    seed,
    metric: METRIC,
    seconds: 95,
    rows: 220,
    steps: 44,
    bestStep: 44,
    notes: [],
    sets,
  };
}

/** By their rows and seeds: the cells are always the same, so figures computed once serve every table. */
const TABULATORS = new Map<string, StudyTabulator>();

function tabulatorOf(designed: StudyDesign): StudyTabulator {
  const key = JSON.stringify([designed.rows, designed.seeds]);
  const known = TABULATORS.get(key) ?? new StudyTabulator(designed, { metric: METRIC, seed: 1 });
  TABULATORS.set(key, known);
  return known;
}

/** After so many cells of the grids. */
export function fakeStudyTable(
  done: number,
  reference?: string,
  settings: Settings = { ...defaultSettings(), studySeeds: 2 },
): StudyTable {
  const designed = design(settings);
  const cells = designed.seeds.flatMap((seed) => designed.runs.map(({ id }) => fakeCell(id, seed)));
  const all = [fakeCell('bm25', null), fakeCell('untouched', null), ...cells.slice(0, done)];
  return tabulatorOf(designed).table(all, reference ?? usualReference(designed));
}

export function fakeStudyReport(settings: Settings): StudyReport {
  const designed = design(settings);
  return {
    design: designed,
    table: fakeStudyTable(designed.runs.length * designed.seeds.length, undefined, settings),
    computed: designed.runs.length * designed.seeds.length + 2,
    seconds: 1043,
    backend: 'wasm',
    dataHash: 'f00d',
    notes: designed.notes,
  };
}
