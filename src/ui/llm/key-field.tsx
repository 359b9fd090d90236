import { useApp, useSelect } from '../app-context';

/** The key of the endpoint, and whether it is kept. */
export function KeyField({ id, disabled }: { readonly id: string; readonly disabled: boolean }) {
  const { llm } = useApp();
  const { key, others } = useSelect(llm, (state) => state);
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Key</label>
        <div className="row">
          <input
            id={id}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={key}
            disabled={disabled}
            aria-describedby={`${id}-help`}
            onChange={(event) => {
              llm.setKey(event.target.value);
            }}
          />
          <button
            type="button"
            disabled={disabled || key === ''}
            onClick={() => {
              llm.forget();
            }}
          >
            Forget
          </button>
        </div>
        <p id={`${id}-help`} className="help">
          Sent to the address above only. Models on your own machine mostly need none.
        </p>
        <p className="help" role="status">
          {key === '' && others.length > 0 && otherKeys(others)}
        </p>
      </div>
      <KeepKey id={`${id}-kept`} disabled={disabled} />
    </>
  );
}

/** Whether this browser remembers the key. */
function KeepKey({ id, disabled }: { readonly id: string; readonly disabled: boolean }) {
  const { llm } = useApp();
  const { kept, refused } = useSelect(llm, (state) => state);
  return (
    <div className="field field-flag">
      <input
        id={id}
        type="checkbox"
        checked={kept}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          llm.keep(event.target.checked);
        }}
      />
      <label htmlFor={id}>Keep the key in this browser</label>
      <p id={`${id}-help`} className="help">
        It then lies unencrypted in this browser’s storage until you forget it, where whoever uses this
        browser profile can read it. Otherwise it is gone when this tab is closed or reloaded.
      </p>
      {refused && (
        <p className="field-error" role="alert">
          This browser does not let the page store anything, so the key is kept for this visit only.
        </p>
      )}
    </div>
  );
}

/** Why the field is empty although a key was given. */
function otherKeys(origins: readonly string[]): string {
  return origins.length === 1
    ? `The key given for ${origins.join()} is sent there only; it comes back with that address.`
    : `The keys given for ${origins.join(' and ')} are sent there only; each comes back with its address.`;
}
