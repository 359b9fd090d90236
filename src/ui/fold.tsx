import { useState, type ReactNode } from 'react';

interface FoldProps {
  readonly summary: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Something behind one click. What is in it is made when it is first opened, and kept from then on. */
export function Fold({ summary, className = '', children }: FoldProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={`fold ${className}`}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary>{summary}</summary>
      {opened && children}
    </details>
  );
}
