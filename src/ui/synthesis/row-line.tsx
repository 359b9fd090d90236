import { memo } from 'react';
import type { SyntheticRow, TextField } from '../../core/synthesis/synthetic-row';
import { clipText } from '../../store/clip-text';
import { isDecidable } from '../../store/synthesis/row-view';
import {
  FIELD_WORDS,
  flagSentence,
  flagWord,
  PARADIGM_WORDS,
  roundTripWord,
  STATE_WORDS,
  verdictWords,
} from '../../store/synthesis/synthesis-words';

/** Characters of a text that are put into its cell: more than are seen. */
const SHOWN = 240;

interface RowLineProps {
  readonly row: SyntheticRow;
  /** Texts that the table has columns for. */
  readonly fields: readonly TextField[];
  readonly at: number;
  readonly top: number;
  readonly reachable: boolean;
}

/** Remembered, so that scrolling and filling make only the rows that are new or changed. */
export const RowLine = memo(function RowLine({ row, fields, at, top, reachable }: RowLineProps) {
  const name = row.query === '' ? row.positive : row.query;
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      className={`synthetic-row synthetic-line synthetic-${row.state}`}
      data-at={at}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      <div role="gridcell" className="synthetic-state">
        <span className={`state-mark state-${row.state}`}>{STATE_WORDS[row.state]}</span>
        {isDecidable(row) && <Decisions row={row} />}
      </div>
      {fields.map((field) =>
        field === 'query' ? (
          <div key={field} role="rowheader" className="synthetic-query">
            <button type="button" className="synthetic-open" data-row={at} tabIndex={reachable ? 0 : -1}>
              {clip(name)}
            </button>
          </div>
        ) : (
          <div key={field} role="gridcell" className={`synthetic-text synthetic-of-${field}`}>
            <span className="synthetic-label">{FIELD_WORDS[field]}</span>
            <span className="synthetic-clip">{clip(row[field])}</span>
          </div>
        ),
      )}
      <div role="gridcell" className="synthetic-facts">
        {row.fault !== '' && <span title={row.fault}>{clip(row.fault)}</span>}
        {verdictWords(row).map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
      <div role="gridcell" className="synthetic-facts">
        {roundTripWord(row)}
      </div>
      <div role="gridcell" className="synthetic-facts">
        {row.flags.map((flag) => (
          <span key={flag} title={flagSentence(flag)}>
            {flagWord(flag)}
          </span>
        ))}
        {row.edited.length > 0 && <span>edited</span>}
      </div>
      <div role="gridcell" className="synthetic-facts">
        {PARADIGM_WORDS[row.paradigm]}
      </div>
    </div>
  );
});

/** For the mouse; the keyboard has its keys, which the region names. */
function Decisions({ row }: { row: SyntheticRow }) {
  const button = (state: 'accepted' | 'rejected', label: string, sign: string) => (
    <button
      type="button"
      className="synthetic-decide"
      tabIndex={-1}
      data-decide={state}
      disabled={row.state === state}
      aria-label={`${label} this row`}
      title={`${label} this row`}
    >
      {sign}
    </button>
  );
  return (
    <span className="synthetic-decisions">
      {button('accepted', 'Accept', '✓')}
      {button('rejected', 'Reject', '✕')}
    </span>
  );
}

const clip = (text: string): string => clipText(text, SHOWN);
