interface TokenFieldProps {
  readonly id: string;
  /** What the token opens: "models". */
  readonly what: string;
  readonly token: string;
  readonly disabled: boolean;
  readonly onToken: (token: string) => void;
}

/** An access token of the Hub. It lives in the form alone: no address, no record. */
export function TokenField({ id, what, token, disabled, onToken }: TokenFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>Token</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        value={token}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          onToken(event.target.value);
        }}
      />
      <p id={`${id}-help`} className="help">
        For gated or private {what}. Sent to the Hub address only, and forgotten with this tab.
      </p>
    </div>
  );
}
