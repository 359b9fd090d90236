import { useId, useState, type ReactNode } from 'react';
import { Region } from './region';

/** A region that is one line until it is opened. What is in it is made then, and kept. */
export function FoldingRegion({
  name,
  step,
  summary,
  children,
}: {
  name: string;
  step: number;
  /** What it is for, or what it holds, in a line. */
  summary: ReactNode;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState(false);
  const id = useId();
  const button = (
    <button
      type="button"
      className="link"
      aria-label={`${open ? 'Close' : 'Open'} ${name}`}
      aria-expanded={open}
      aria-controls={id}
      onClick={() => {
        setOpen(!open);
        setMade(true);
      }}
    >
      {open ? 'Close' : 'Open'}
    </button>
  );
  return (
    <Region name={name} step={step} aside={button} folded={!open}>
      {!open && <p className="region-summary quiet small-text">{summary}</p>}
      <div id={id} className="region-body" hidden={!open}>
        {made && children}
      </div>
    </Region>
  );
}
