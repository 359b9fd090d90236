import type { SetRole } from '../core/data/set-role';

/** What the page calls the roles of evaluation sets. */
export const roleNames: Readonly<Record<SetRole, string>> = {
  in: 'In-distribution',
  out: 'Out-of-distribution',
};
