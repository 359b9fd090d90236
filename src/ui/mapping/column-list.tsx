import { valueAt } from '../../core/formats/mapping/column-path';
import type { MappingQuestion } from '../../core/formats/mapping/column-mapping';
import { isColumnRole, ROLE_NAMES, type ColumnRole, type ColumnRoles } from '../../store/column-roles';

interface ColumnListProps {
  readonly question: MappingQuestion;
  readonly roles: ColumnRoles;
  readonly onRole: (column: string, role: ColumnRole) => void;
}

/** Examples shown of each column. */
const EXAMPLES = 2;

/** Every column with its first texts and a choice of what it holds. */
export function ColumnList({ question, roles, onRole }: ColumnListProps) {
  return (
    <ul className="mapping-columns" aria-label="Columns">
      {question.columns.map((column, i) => {
        const id = `mapping-column-${i}`;
        return (
          <li key={column}>
            <label htmlFor={id}>{column}</label>
            <select
              id={id}
              value={roles.get(column) ?? 'none'}
              aria-describedby={`${id}-examples`}
              onChange={(event) => {
                if (isColumnRole(event.target.value)) onRole(column, event.target.value);
              }}
            >
              {Object.entries(ROLE_NAMES).map(([role, name]) => (
                <option key={role} value={role}>
                  {name}
                </option>
              ))}
            </select>
            <ol id={`${id}-examples`} className="mapping-examples">
              {question.rows.slice(0, EXAMPLES).map((row) => (
                <li key={row.line}>{describeValue(valueAt(row.value, column))}</li>
              ))}
            </ol>
          </li>
        );
      })}
    </ul>
  );
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return '(nothing)';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(describeValue).join(' | ');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '(an object)';
}
