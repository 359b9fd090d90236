import type { ReactNode } from 'react';

interface HubNameFormProps {
  /** Prefix of the ids in the page. */
  readonly id: string;
  readonly label: string;
  readonly name: string;
  /** Why the name is none; '' while it may be one. */
  readonly fault?: string;
  readonly action: string;
  readonly help: string;
  readonly disabled: boolean;
  readonly onName: (name: string) => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A name on the Hub with the button that fetches what it names. Nothing is asked for before. */
export function HubNameForm({ id, label, name, fault = '', action, disabled, ...more }: HubNameFormProps) {
  const { help, onName, onSubmit, children } = more;
  return (
    <form
      className="stack"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <div className="row">
          <input
            id={id}
            type="text"
            spellCheck={false}
            value={name}
            disabled={disabled}
            aria-invalid={fault !== ''}
            aria-describedby={fault === '' ? `${id}-help` : `${id}-help ${id}-error`}
            onChange={(event) => {
              onName(event.target.value);
            }}
          />
          <button type="submit" disabled={disabled || name.trim() === ''}>
            {action}
          </button>
        </div>
        {fault !== '' && (
          <p id={`${id}-error`} className="field-error" role="alert">
            {fault}
          </p>
        )}
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      </div>
      {children}
    </form>
  );
}
