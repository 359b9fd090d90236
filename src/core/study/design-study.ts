import type { Settings } from '../settings/settings';
import { effectiveSettings } from './effective-settings';
import { parseGrids, type GridName } from './grid-names';
import { formsGrid, lossesGrid } from './loss-grids';
import { paradigmsGrid } from './paradigms-grid';
import type { StudyFacts, StudyGrid, StudyVariant } from './variant';
import { viewsGrid } from './views-grid';

/** A variant that is trained, once for every seed. */
export interface StudyRun extends Omit<StudyVariant, 'id'> {
  /** Unique within the study. */
  readonly id: string;
}

/** A row of the study's table. */
export interface StudyRow {
  /** Unique within the study. */
  readonly id: string;
  readonly grid: GridName;
  readonly name: string;
  /** Whose figures it shows: variants that come to the same are one run. */
  readonly run: string;
  /** The row above whose run it shares, as "grid: name"; null for the first of a run. */
  readonly sameAs: string | null;
}

export interface StudyDesign {
  readonly rows: readonly StudyRow[];
  readonly runs: readonly StudyRun[];
  readonly seeds: readonly number[];
  readonly notes: readonly string[];
}

/** What a study with these settings trains on data with these facts. */
export function designStudy(settings: Settings, facts: StudyFacts): StudyDesign {
  const grids = parseGrids(settings.studyGrids).map((name) => buildGrid(name, settings, facts));
  const runs = new Map<string, StudyRun & { readonly label: string }>();
  const rows: StudyRow[] = [];
  for (const { name: grid, variants } of grids) {
    for (const variant of variants) {
      const id = `${grid}:${variant.id}`;
      const effective = effectiveSettings({ ...settings, ...variant.change }, facts, variant.aligned);
      const first = runs.get(effective);
      if (first === undefined) runs.set(effective, { ...variant, id, label: `${grid}: ${variant.name}` });
      rows.push({
        id,
        grid,
        name: variant.name,
        run: first?.id ?? id,
        sameAs: first?.label ?? null,
      });
    }
  }
  return {
    rows,
    runs: [...runs.values()].map(({ label: _, ...run }) => run),
    seeds: Array.from({ length: settings.studySeeds }, (_, at) => settings.seed + at),
    notes: grids.flatMap(({ notes }) => notes),
  };
}

/** The settings of a run with one seed: those that a plain training needs to get the same figures. */
export function runSettings(settings: Settings, run: Pick<StudyRun, 'change'>, seed: number): Settings {
  return { ...settings, ...run.change, seed };
}

function buildGrid(name: GridName, settings: Settings, facts: StudyFacts): StudyGrid {
  switch (name) {
    case 'views':
      return viewsGrid(settings, facts);
    case 'forms':
      return formsGrid(settings, facts);
    case 'losses':
      return lossesGrid(settings);
    case 'paradigms':
      return paradigmsGrid(facts);
  }
}
