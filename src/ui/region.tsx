import type { ReactNode } from 'react';

/** A section of the page under its accessible name. `step` is its place in the job. */
export function Region({
  name,
  step,
  aside,
  folded = false,
  children,
}: {
  name: string;
  step: number;
  aside?: ReactNode;
  folded?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={folded ? 'region region-folded' : 'region'} aria-label={name}>
      <header className="region-head">
        <span className="region-step" aria-hidden="true">
          {step}
        </span>
        <h2>{name}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
