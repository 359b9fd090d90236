import { useState, type ReactNode } from 'react';
import { isActive } from '../store/run-state';
import { useApp, useLater, useSelect } from './app-context';
import { Region } from './region';
import { ONE_COLUMN, useMedia } from './use-media';

interface SetupRegionProps {
  readonly name: string;
  readonly step: number;
  /** What was chosen, in a line. */
  readonly summary: ReactNode;
  /** Stays in view when the rest is folded. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A region of settings. Where everything stands in one column it folds to its summary as soon as a run is under
 * way or finished, so that the curves and the result come first.
 */
export function SetupRegion({ name, step, summary, footer, children }: SetupRegionProps) {
  const { foldable, folded, toggle } = useFolding();
  const id = `${name.toLowerCase()}-settings`;
  const button = (
    <button
      type="button"
      className="link"
      aria-label={`${folded ? 'Show' : 'Hide'} the ${name} settings`}
      aria-expanded={!folded}
      aria-controls={id}
      onClick={toggle}
    >
      {folded ? 'Show' : 'Hide'}
    </button>
  );
  return (
    <Region name={name} step={step} aside={foldable && button} folded={folded}>
      {folded && <p className="region-summary quiet small-text">{summary}</p>}
      <div id={id} className="region-body" hidden={folded}>
        {children}
      </div>
      {footer}
    </Region>
  );
}

/** A choice holds until the next run, which is known by its curves. */
function useFolding(): { foldable: boolean; folded: boolean; toggle: () => void } {
  const { run } = useApp();
  const narrow = useMedia(ONE_COLUMN);
  const settled = useLater(run, ({ phase }) => isActive(phase) || phase === 'finished');
  const curves = useSelect(run, (state) => state.curves);
  const [choice, setChoice] = useState({ curves, folded: true });
  const foldable = narrow && settled;
  const folded = foldable && (choice.curves !== curves || choice.folded);
  return {
    foldable,
    folded,
    toggle: () => {
      setChoice({ curves, folded: !folded });
    },
  };
}
