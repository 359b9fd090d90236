import { SINGLE_ROLES, type MappingDraft } from '../core/formats/mapping/column-mapping';

/** What a column holds. Several columns may hold negatives; every other role has one column at most. */
export type ColumnRole = (typeof SINGLE_ROLES)[number] | 'negative' | 'none';

/** In the order in which they are offered. */
export const ROLE_NAMES: Readonly<Record<ColumnRole, string>> = {
  none: 'Not used',
  query: 'Query',
  positive: 'Positive passage',
  negative: 'Negative passage',
  synthetic: 'Synthetic passage',
  cot: 'Reasoning',
  queryId: 'Query id',
};

export type ColumnRoles = ReadonlyMap<string, ColumnRole>;

export function isColumnRole(text: string): text is ColumnRole {
  return Object.hasOwn(ROLE_NAMES, text);
}

export function rolesOf(draft: MappingDraft): ColumnRoles {
  const roles = new Map<string, ColumnRole>();
  for (const column of draft.negatives ?? []) roles.set(column, 'negative');
  for (const role of SINGLE_ROLES) {
    const column = draft[role];
    if (column !== undefined) roles.set(column, role);
  }
  return roles;
}

/** Gives a column a role, and takes it from the column that had it where only one can. */
export function withRole(roles: ColumnRoles, column: string, role: ColumnRole): ColumnRoles {
  const others = [...roles].filter(([name, had]) => name !== column && (had !== role || had === 'negative'));
  return new Map<string, ColumnRole>([...others, [column, role]]);
}

export function draftOf(roles: ColumnRoles): MappingDraft {
  const columnsOf = (role: ColumnRole): string[] =>
    [...roles].flatMap(([column, had]) => (had === role ? [column] : []));
  const single = SINGLE_ROLES.flatMap((role) => columnsOf(role).map((column) => [role, column] as const));
  return { ...Object.fromEntries(single), negatives: columnsOf('negative') };
}
