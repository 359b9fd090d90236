import { useEffect, useRef, useState } from 'react';
import { TEXT_FIELDS, type SyntheticRow, type TextField } from '../../core/synthesis/synthetic-row';
import { formatCount } from '../../store/format-value';
import { FIELD_HELP, FIELD_WORDS } from '../../store/synthesis/synthesis-words';
import { useApp, useSelect } from '../app-context';
import { RowDecision } from './row-decision';
import { RowFacts } from './row-facts';

type Drafts = Readonly<Partial<Record<TextField, string>>>;

interface RowDialogProps {
  /** The rows in sight of the table, in its order. */
  readonly rows: readonly SyntheticRow[];
  readonly id: string;
  readonly onMove: (row: number) => void;
  readonly onClose: () => void;
}

/** All texts of a row, to be read and changed; what is not saved is never thrown away unasked. */
export function RowDialog(props: RowDialogProps) {
  const { synthesis } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  // A decision may hide the row from the table: it stays open all the same.
  const row = useSelect(synthesis, ({ rows }) => rows?.find(({ id }) => id === props.id));
  const [drafts, setDrafts] = useState<Drafts>({});
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  if (row === undefined) return null;
  const changed = TEXT_FIELDS.some((field) => (drafts[field] ?? row[field]) !== row[field]);
  const forget = (): void => {
    setDrafts({});
    setAsking(false);
  };
  const save = async (): Promise<void> => {
    await synthesis.edit(row, drafts);
    forget();
  };
  /** Does what leaves the row, unless that would lose changes. */
  const leaving = (leave: () => void): void => {
    if (changed) setAsking(true);
    else leave();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog row-dialog"
      aria-labelledby="row-dialog-title"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
      onCancel={(event) => {
        if (!changed) return;
        event.preventDefault();
        setAsking(true);
      }}
      onClose={props.onClose}
    >
      <Head
        {...{ ...props, row, changed, forget, leaving }}
        save={() => void save()}
        close={() => dialog.current?.close()}
        asking={asking && changed}
      />
      <RowFacts row={row} />
      <Texts row={row} drafts={drafts} onDraft={setDrafts} />
      <p className="quiet small-text">Ctrl+Enter saves, Escape closes.</p>
    </dialog>
  );
}

interface HeadProps extends RowDialogProps {
  readonly row: SyntheticRow;
  readonly changed: boolean;
  /** Whether to say that there are changes. */
  readonly asking: boolean;
  readonly save: () => void;
  readonly forget: () => void;
  readonly close: () => void;
  readonly leaving: (leave: () => void) => void;
}

function Head({ rows, id, row, changed, asking, save, forget, close, leaving, onMove }: HeadProps) {
  const at = rows.findIndex((one) => one.id === id);
  const turn = (to: number) => () => {
    leaving(() => {
      onMove(to);
    });
  };
  return (
    <header className="rankings-head">
      <h2 id="row-dialog-title">
        {at >= 0 ? `Row ${formatCount(at + 1)} of ${formatCount(rows.length)}` : 'A row'}
      </h2>
      <div className="dialog-actions">
        <button type="button" className="primary small" disabled={!changed} onClick={save}>
          Save
        </button>
        <Turn label="Undo changes" disabled={!changed} onClick={forget} />
        <RowDecision row={row} />
        <Turn label="Previous" disabled={at <= 0} onClick={turn(at - 1)} />
        <Turn label="Next" disabled={at < 0 || at >= rows.length - 1} onClick={turn(at + 1)} />
        <Turn
          label="Close"
          disabled={false}
          onClick={() => {
            leaving(close);
          }}
        />
      </div>
      {asking && (
        <p className="note small-text" role="alert">
          There are changes that are not saved: save them, or undo them, first.
        </p>
      )}
    </header>
  );
}

function Turn({ label, disabled, onClick }: { label: string; disabled: boolean; onClick: () => void }) {
  return (
    <button type="button" className="small" disabled={disabled} onClick={onClick}>
      {label}
    </button>
  );
}

function Texts({
  row,
  drafts,
  onDraft,
}: {
  row: SyntheticRow;
  drafts: Drafts;
  onDraft: (drafts: Drafts) => void;
}) {
  return (
    <div className="fields">
      {TEXT_FIELDS.map((field) => (
        <div key={field} className="field">
          <label htmlFor={`row-${field}`}>
            {FIELD_WORDS[field]}
            {row.edited.includes(field) && <span className="quiet">edited</span>}
          </label>
          <textarea
            id={`row-${field}`}
            rows={field === 'query' ? 2 : 5}
            value={drafts[field] ?? row[field]}
            aria-describedby={`row-${field}-help`}
            onChange={(event) => {
              onDraft({ ...drafts, [field]: event.target.value });
            }}
          />
          <p id={`row-${field}-help`} className="help">
            {FIELD_HELP[field]}
          </p>
        </div>
      ))}
    </div>
  );
}
