/** The grids a study can run, in the order of the table. */
export const GRID_NAMES = ['views', 'forms', 'losses', 'paradigms'] as const;

export type GridName = (typeof GRID_NAMES)[number];

/** What each grid varies, in plain words. */
export const GRID_LABELS: Readonly<Record<GridName, string>> = {
  views: 'Synthetic views',
  forms: 'Form of the distillation loss',
  losses: 'Losses',
  paradigms: 'How the passages were made',
};

/** What is wrong with a list such as "views,forms"; undefined: nothing. */
export function gridsFault(text: string): string | undefined {
  const names = partsOf(text);
  if (names.length === 0) return `no grid is named; there are ${GRID_NAMES.join(', ')}`;
  const unknown = names.find((name) => !isGridName(name));
  if (unknown !== undefined) return `there is no grid named "${unknown}"; there are ${GRID_NAMES.join(', ')}`;
  return undefined;
}

/** The grids of a setting without fault, each once, in the order of the table. */
export function parseGrids(text: string): GridName[] {
  const wanted = partsOf(text);
  return GRID_NAMES.filter((name) => wanted.includes(name));
}

export function formatGrids(grids: readonly GridName[]): string {
  return GRID_NAMES.filter((name) => grids.includes(name)).join(',');
}

export function isGridName(name: string): name is GridName {
  return (GRID_NAMES as readonly string[]).includes(name); // widened: the list is of literals
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
