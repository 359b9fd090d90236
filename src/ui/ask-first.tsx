import { useEffect, useRef, useState } from 'react';

interface AskFirstProps {
  /** Of the button. */
  readonly label: string;
  /** What would be gone, in a sentence. */
  readonly loss: string;
  readonly keep: string;
  readonly go: string;
  readonly disabled: boolean;
  readonly onGo: () => void;
}

/** A button for what cannot be taken back: it asks in its own place, and the keyboard stays there. */
export function AskFirst({ label, loss, keep, go, disabled, onGo }: AskFirstProps) {
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!asking && asked.current) button.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking)
    return (
      <button
        ref={button}
        type="button"
        className="plain"
        disabled={disabled}
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </button>
    );
  return (
    <span className="ask-first small-text" role="group" aria-label={`${label}?`}>
      {loss}
      <button
        type="button"
        className="small"
        autoFocus
        onClick={() => {
          setAsking(false);
        }}
      >
        {keep}
      </button>
      <button
        type="button"
        className="small"
        onClick={() => {
          setAsking(false);
          onGo();
        }}
      >
        {go}
      </button>
    </span>
  );
}
