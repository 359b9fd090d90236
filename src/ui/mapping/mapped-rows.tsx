import type { ColumnMapping, MappingQuestion } from '../../core/formats/mapping/column-mapping';
import { mappedReader } from '../../core/formats/mapping/mapped-reader';
import { PreviewTable } from '../preview-table';

/** What the first rows become under a mapping. */
export function MappedRows({ question, mapping }: { question: MappingQuestion; mapping: ColumnMapping }) {
  const reader = mappedReader(mapping);
  const read = question.rows.map(({ line, value }) => ({ line, row: reader.read(value) }));
  const preview = read.flatMap(({ line, row }) =>
    'reason' in row
      ? []
      : [
          {
            line,
            query: row.query,
            positive: several(row.positives),
            ...(row.negatives.length === 0 ? {} : { negative: several(row.negatives) }),
            ...(row.synthetic === undefined ? {} : { synthetic: row.synthetic.text }),
            ...(row.cot === undefined ? {} : { cot: row.cot }),
          },
        ],
  );
  return (
    <div className="mapping-preview">
      <h4>How the first rows are read</h4>
      {preview.length > 0 && <PreviewTable rows={preview} />}
      {read.map(({ line, row }) =>
        'reason' in row ? (
          <p key={line} className="small-text down">
            line {line}: {row.reason}
          </p>
        ) : null,
      )}
    </div>
  );
}

function several([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}
