import { useApp, useSelect } from '../app-context';

/** The key of the endpoint, and whether this browser remembers it. */
export function KeyField({ id, disabled }: { readonly id: string; readonly disabled: boolean }) {
  const { llm } = useApp();
  const { key, kept, refused } = useSelect(llm, (state) => state);
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
      </div>
      <div className="field field-flag">
        <input
          id={`${id}-kept`}
          type="checkbox"
          checked={kept}
          disabled={disabled}
          aria-describedby={`${id}-kept-help`}
          onChange={(event) => {
            llm.keep(event.target.checked);
          }}
        />
        <label htmlFor={`${id}-kept`}>Keep the key in this browser</label>
        <p id={`${id}-kept-help`} className="help">
          It then lies unencrypted in this browser’s storage until you forget it, where whoever uses this
          browser profile can read it. Otherwise it is gone when this tab is closed or reloaded.
        </p>
        {refused && (
          <p className="field-error" role="alert">
            This browser does not let the page store anything, so the key is kept for this visit only.
          </p>
        )}
      </div>
    </>
  );
}
