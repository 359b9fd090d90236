import { useRef, type ReactNode } from 'react';

/** A small menu that closes on Escape, on leaving it, and once something was chosen. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (details.current !== null) details.current.open = false;
  };
  return (
    <details
      ref={details}
      className="menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        details.current?.querySelector('summary')?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <summary aria-label={label}>⋯</summary>
      <div className="menu-items" onClick={close}>
        {children}
      </div>
    </details>
  );
}
