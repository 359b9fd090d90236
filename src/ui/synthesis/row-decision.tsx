import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { isDecidable } from '../../store/synthesis/row-view';
import { useApp } from '../app-context';

/** Accepts or rejects a row. */
export function RowDecision({ row }: { row: SyntheticRow }) {
  const { synthesis } = useApp();
  const button = (label: string, state: 'accepted' | 'rejected') => (
    <button
      type="button"
      className="small"
      disabled={!isDecidable(row) || row.state === state}
      onClick={() => void synthesis.decide([row], state)}
    >
      {label}
    </button>
  );
  return (
    <>
      {button('Accept', 'accepted')}
      {button('Reject', 'rejected')}
    </>
  );
}
