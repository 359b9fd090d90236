import { columnsToCsv, type Column } from '../../store/series-csv';
import { downloadText } from '../download';

interface TableItemsProps {
  /** Of the saved file. */
  readonly name: string;
  readonly columns: () => readonly Column[];
  readonly asTable: boolean;
  readonly onToggle: () => void;
}

/** The items of a chart's menu that every chart has: its table, and its values as a file. */
export function TableItems({ name, columns, asTable, onToggle }: TableItemsProps) {
  return (
    <>
      <button type="button" aria-pressed={asTable} onClick={onToggle}>
        {asTable ? 'Show chart' : 'Show table'}
      </button>
      <button
        type="button"
        onClick={() => {
          downloadText(`${name}.csv`, columnsToCsv(columns()), 'text/csv');
        }}
      >
        Save CSV
      </button>
    </>
  );
}
